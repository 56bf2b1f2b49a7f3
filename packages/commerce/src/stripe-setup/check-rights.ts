import Stripe from "stripe";
import { type KeyUser, type NeededRight, neededRights } from "./needed-rights.ts";

export interface CheckedRight extends Pick<NeededRight, "resource" | "access" | "users" | "use"> {
  isGranted: boolean;
  /** The permission as Stripe names it, such as `rak_charge_write`; null: it is granted, or Stripe has not said. */
  permission: string | null;
}

/**
 * Asks Stripe for each right that these processes need, by calls that change nothing. A refusal for any other reason than a missing
 * permission shows that the permission is there. Throws if the key itself is refused, or Stripe can't be reached.
 */
export async function checkRights(stripe: Stripe, users: readonly KeyUser[]): Promise<CheckedRight[]> {
  const needed = neededRights.filter((right) => right.users.some((user) => users.includes(user)));
  const checked: CheckedRight[] = [];
  for (const { probe, ...right } of needed) {
    const refusal = await refusalOf(() => probe(stripe));
    const permission = /'(rak_\w+)'/.exec(refusal?.message ?? "")?.[1] ?? null;
    checked.push({ ...right, isGranted: refusal === null, permission });
  }
  return checked;
}

/** The refusal for a missing permission; null: there is none. */
async function refusalOf(call: () => Promise<unknown>): Promise<Stripe.errors.StripePermissionError | null> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return error;
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
  return null;
}
