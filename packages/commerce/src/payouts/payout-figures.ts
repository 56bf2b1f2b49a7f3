import { arrivedFigures, balanceFigures } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Of the last days, by currency of the account: what charges brought to Stripe's balance, what refunds and disputes took from it, Stripe's
 * fees, and what has arrived at the bank. `underway` is what is on its way now.
 */
export async function getPayoutFigures(shop: Shop, { days }: { days: number }) {
  const until = shop.clock.now();
  const period = { since: new Date(until.getTime() - days * dayMs), until };
  const [balances, arrivals] = await Promise.all([
    balanceFigures(shop.db, period),
    arrivedFigures(shop.db, period),
  ]);
  const currencies = [...new Set([...balances, ...arrivals].map(({ currency }) => currency))].sort();
  return {
    days,
    money: currencies.map((currency) => {
      const balance = balances.find((one) => one.currency === currency);
      const arrival = arrivals.find((one) => one.currency === currency);
      return {
        currency,
        charges: balance?.charges ?? 0,
        refunds: balance?.refunds ?? 0,
        disputes: balance?.disputes ?? 0,
        others: balance?.others ?? 0,
        fees: balance?.fees ?? 0,
        net: balance?.net ?? 0,
        arrived: arrival?.arrived ?? 0,
        underway: arrival?.underway ?? 0,
      };
    }),
  };
}
