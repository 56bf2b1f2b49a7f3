/** Owner: everything. Manager: refunds and stock, too. Support: reads, writes notes, resends mails. */
export const staffRoles = ["owner", "manager", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Why an invitation to the staff is over. */
export type InvitationEnd = "accepted" | "revoked" | "expired";
