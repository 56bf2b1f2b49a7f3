import { sumPayout } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { type Finding, sums } from "./finding.ts";

/** What is wrong with a payout: it is not the sum of what it consists of, or the books lack some of that. Adds it up again. */
export async function judgePayout(shop: Shop, payoutId: string): Promise<Finding[]> {
  const payout = await transact(shop, "reconciliation", ({ tx }) => sumPayout(tx, { payoutId }));
  if (payout === null || !payout.isItemized) return [];
  const { amount, net, unmatched, unmatchedNet, currency } = payout;
  const about = {
    ...{ subject: payoutId, paymentIntentId: null, checkoutId: null, orderNumber: null, refundId: null },
  };
  const differs: Finding = {
    ...{ ...about, kind: "payout_differs", units: null },
    money: sums(net, amount, currency),
  };
  const lacks: Finding = {
    ...{ ...about, kind: "payout_unmatched", units: unmatched },
    money: sums(net - unmatchedNet, net, currency),
  };
  return [...(net === amount ? [] : [differs]), ...(unmatched === 0 ? [] : [lacks])];
}
