import type { StaffRole } from "@dualtrack/contract";

/** The member of staff who performs an action, with their IP address. */
export interface Actor {
  name: string;
  email: string;
  role: StaffRole;
  ip: string | null;
}
