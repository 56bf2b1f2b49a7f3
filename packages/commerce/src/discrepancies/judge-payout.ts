import { addUpPayout } from "../payouts/add-up-payout.ts";
import type { Shop } from "../shop.ts";
import { type Finding, sums } from "./finding.ts";

/** What is wrong with a payout: it is not the sum of what it consists of, or the books lack some of that. Adds it up again. */
export async function judgePayout(shop: Shop, payoutId: string): Promise<Finding[]> {
  const payout = await addUpPayout(shop, payoutId);
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
