import type { Shop } from "@dualtrack/commerce";
import type { StaffRole } from "@dualtrack/contract";

/** A signed-in member of staff. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  /** Which of their sessions this request belongs to; not its secret. */
  sessionId: string;
}

/** What a request brings to every procedure. The host (Express) fills it in; procedures know nothing of HTTP. */
export interface Context {
  shop: Shop;
  /** What the browser must know of Stripe. */
  stripe: { publishableKey: string; scriptUrl: string | null };
  /** Appears in the log and in the answer to a fault, so that a customer can quote it. */
  requestId: string;
  /** Where the request comes from, as far as the host can tell. */
  ip: string | null;
  /** The secret of the guest's cart. */
  cartToken: string;
  /** Who is signed in to the admin console; asked only by procedures that need to know. */
  findStaff(): Promise<StaffMember | null>;
  /** The same, asked afresh: for what goes on after its first answer. */
  findStaffNow(): Promise<StaffMember | null>;
  /** Hashes a password the way sign-in checks it. */
  hashPassword(password: string): Promise<string>;
}
