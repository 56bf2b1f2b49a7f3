import { type HeldForNothing, heldForNothing, type Tx } from "@dualtrack/db";
import { type Finding, graceMs } from "./finding.ts";

/** Checkouts that ended in a period without an order, and still hold something. */
export async function checkoutsHolding(
  tx: Tx,
  { since, until, now }: { since: Date; until: Date; now: Date },
): Promise<Finding[]> {
  const latest = new Date(Math.min(until.getTime(), now.getTime() - graceMs));
  return (await heldForNothing(tx, { since, until: latest })).map(stockHeld);
}

/** The same of one checkout; null if it holds nothing for nothing. */
export async function judgeCheckout(tx: Tx, checkoutId: string): Promise<Finding | null> {
  const [held] = await heldForNothing(tx, { checkoutId });
  return held === undefined ? null : stockHeld(held);
}

function stockHeld({ checkoutId, units }: HeldForNothing): Finding {
  return {
    ...{ kind: "stock_held", subject: checkoutId, checkoutId, units },
    ...{ paymentIntentId: null, orderNumber: null, refundId: null, money: null },
  };
}
