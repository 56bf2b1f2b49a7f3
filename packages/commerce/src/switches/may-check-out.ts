import type { CheckoutLimit } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import type { Switches } from "./switches-of.ts";

/** Who wants to begin a checkout. */
export interface Visitor {
  /** The hash of the secret of their cart: as long as they keep it, they are of the same share. */
  ownerHash: string;
  /** Whether they are signed in as staff; asked only if it matters. Left out: nobody knows, so they are not. */
  isStaff?: (() => Promise<boolean>) | undefined;
}

/** CHECKOUTS_LIMITED: new checkouts are limited, and this visitor may begin none. */
export async function assertMayCheckOut(
  { new_checkouts: { limit, message } }: Switches,
  visitor: Visitor,
): Promise<void> {
  if (limit === null || (await isAmong(limit, visitor))) return;
  throw new DomainError("CHECKOUTS_LIMITED", { audience: limit.audience, message });
}

/** Whether a visitor is one of those who may begin a checkout. */
export async function isAmong(
  { audience, percent }: CheckoutLimit,
  { ownerHash, isStaff }: Visitor,
): Promise<boolean> {
  if (audience === "nobody") return false;
  if (audience === "share" && placeOf(ownerHash) < (percent ?? 0)) return true;
  return (await isStaff?.()) ?? false;
}

/** From 0 to 99, evenly: a larger share has everybody who was in a smaller one. */
function placeOf(ownerHash: string): number {
  return Number.parseInt(ownerHash.slice(0, 8), 16) % 100;
}
