import type { DeclinePeriod } from "@dualtrack/contract";
import { type DeclineSource, declineReasons, declineSources, declineTotals } from "@dualtrack/db";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import type { Shop } from "../shop.ts";
import { burstTries } from "./decline-bursts.ts";
import { startOfPeriod } from "./decline-sql-filter.ts";

/** How many reasons, addresses and cards are told. */
const mostReasons = 20;
const mostSources = 5;

/** How payments went in a period: how many were refused, why, from where, and with which cards. */
export async function getDeclineFigures(shop: Shop, { period }: { period: DeclinePeriod }) {
  const since = startOfPeriod(shop, period);
  const sources = { since, minInHour: 1, limit: mostSources };
  const [totals, reasons, addresses, cards] = await Promise.all([
    declineTotals(shop.db, { since }),
    declineReasons(shop.db, { since, limit: mostReasons }),
    declineSources(shop.db, { kind: "address", ...sources }),
    declineSources(shop.db, { kind: "card", ...sources }),
  ]);
  const { failures, successes, payments, failedPayments, unpaidPayments } = totals;
  const rateOf = (count: number) => (payments === 0 ? null : count / payments);
  return {
    ...totals,
    attempts: failures + successes,
    /** Of all payments that were tried, those that failed at least once, and those that never succeeded; 0 to 1. */
    failedRate: rateOf(failedPayments),
    unpaidRate: rateOf(unpaidPayments),
    reasons,
    addresses: addresses.map(sourceView),
    cards: cards.map(sourceView),
  };
}

/** An address or a card that payments were refused for. */
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
