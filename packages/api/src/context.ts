import type { Shop } from "@dualtrack/commerce";
import type { StaffRole } from "@dualtrack/contract";

/** A signed-in member of staff. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  /** The session that this request belongs to; not its secret. */
  sessionId: string;
}

/** What every procedure gets of a request. The host (Express) fills it in; procedures know nothing of HTTP. */
export interface Context {
  shop: Shop;
  /** What the browser needs for Stripe. */
  stripe: { publishableKey: string; scriptUrl: string | null };
  /** Appears in the log and in the answer to a fault, so that a customer can quote it. */
  requestId: string;
  /** Where the request comes from, as far as the host can tell. */
  ip: string | null;
  /** The region of the browser's preferred language, ISO 3166-1 alpha-2; null: it names none. */
  country: string | null;
  /** The client's address, as far as the host knows it. */
  cartToken: string;
  /** Finds the signed-in member of staff; called only by procedures that need it. */
  findStaff(): Promise<StaffMember | null>;
  /** The same, read anew: for subscriptions, which outlive their first answer. */
  findStaffNow(): Promise<StaffMember | null>;
  /** Hashes a password so that sign-in accepts it. */
  hashPassword(password: string): Promise<string>;
}
