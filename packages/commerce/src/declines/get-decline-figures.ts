import type { DeclinePeriod } from "@dualtrack/contract";
import { type DeclineSource, declineReasons, declineSources, declineTotals } from "@dualtrack/db";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import type { Shop } from "../shop.ts";
import { burstTries } from "./decline-bursts.ts";
import { startOfPeriod } from "./decline-sql-filter.ts";

/** The most reasons, addresses and cards in the figures. */
const maxReasons = 20;
const maxSources = 5;

/** Figures of declined payments in a period: how many, why, from which addresses and with which cards. */
export async function getDeclineFigures(shop: Shop, { period }: { period: DeclinePeriod }) {
  const since = startOfPeriod(shop, period);
  const sources = { since, minInHour: 1, limit: maxSources };
  const [totals, reasons, addresses, cards] = await Promise.all([
    declineTotals(shop.db, { since }),
    declineReasons(shop.db, { since, limit: maxReasons }),
    declineSources(shop.db, { kind: "address", ...sources }),
    declineSources(shop.db, { kind: "card", ...sources }),
  ]);
  const { failures, successes, payments, failedPayments, unpaidPayments } = totals;
  const rateOf = (count: number) => (payments === 0 ? null : count / payments);
  return {
    ...totals,
    attempts: failures + successes,
    /** The share of payments that failed at least once, and of those that never succeeded; 0 to 1. */
    failedRate: rateOf(failedPayments),
    unpaidRate: rateOf(unpaidPayments),
    reasons,
    addresses: addresses.map(sourceView),
    cards: cards.map(sourceView),
  };
}

/** An address or a card with declined payments. */
function sourceView(source: DeclineSource) {
  const { lastAt, hourEndsAt, hourTries, hourCards, hourAddresses, ...rest } = source;
  const { methodType, methodLabel, methodLast4, methodCountry, value, tries, cards, addresses, orders } =
    rest;
  return {
    value,
    tries,
    cards,
    addresses,
    orders,
    method: paymentMethodView({ methodType, methodLabel, methodLast4 }),
    methodCountry,
    lastAt: lastAt.toISOString(),
    busiestHour: {
      tries: hourTries,
      cards: hourCards,
      addresses: hourAddresses,
      endsAt: hourEndsAt.toISOString(),
    },
    isBurst: hourTries >= burstTries,
  };
}
