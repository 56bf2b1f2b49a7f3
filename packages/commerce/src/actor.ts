import type { StaffRole } from "@dualtrack/contract";

/** A member of staff who does something, and from where. */
export interface Actor {
  name: string;
  email: string;
  role: StaffRole;
  ip: string | null;
}
