/** Support reads, writes notes and resends mails. Managers also change refunds and stock. Owners may do everything. */
export const staffRoles = ["owner", "manager", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** How an invitation to the staff ended. */
export type InvitationEnd = "accepted" | "revoked" | "expired";
