import {
  countConversion,
  type HourOfSales,
  type ReportPeriod,
  salesByDay,
  salesByHour,
  sumSales,
} from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import { netAmount } from "../payment-state/net-amount.ts";
import type { Shop } from "../shop.ts";

const chartDays = 28;

/**
 * How the shop does today so far, beside yesterday and the same weekday of last week until the same time of day. Days
 * are the shop's (`settings.timeZone`).
 *
 * - An order counts, with its total, when its payment is confirmed. A refund later takes nothing off it.
 * - Refunds count when they are decided, whenever their orders were; failed ones don't.
 * - What banks took back counts once: with the day on which the dispute opened as long as it is open, then, if it is lost,
 *   with the day of that. A dispute that is won, and an inquiry, take nothing. Fees count with the day of the opening, won or
 *   lost, in the currency of the account.
 * - `net` is the revenue without refunds, disputed and lost money, and fees.
 * - Conversion: checkouts begun in the time, and how many of them were paid in it.
 *
 * Money stands by currency, the shop's own first. The series are in the shop's own currency.
 */
export async function getFigures(shop: Shop) {
  const { currency, timeZone } = shop.settings;
  const now = shop.clock.now();
  const moment = { now, timeZone };
  const [sales, conversions, hours, days] = await Promise.all([
    sumSales(shop.db, moment),
    countConversion(shop.db, moment),
    salesByHour(shop.db, { ...moment, currency }),
    salesByDay(shop.db, { ...moment, currency, days: chartDays }),
  ]);
  const figuresOf = (period: ReportPeriod) => {
    const own = sales.filter((sum) => sum.period === period);
    const conversion = conversions.find((counted) => counted.period === period);
    return {
      orders: own.reduce((sum, { orders }) => sum + orders, 0),
      refunds: own.reduce((sum, { refunds }) => sum + refunds, 0),
      checkouts: { started: conversion?.started ?? 0, paid: conversion?.paid ?? 0 },
      money: [currency, ...othersThan(currency, sales)].map((each) => {
        const sum = own.find((row) => row.currency === each);
        return {
          currency: each,
          revenue: sum?.revenue ?? 0,
          average: sum && sum.orders > 0 ? Math.round(sum.revenue / sum.orders) : null,
          refunded: sum?.refunded ?? 0,
          disputed: sum?.disputed ?? 0,
          lost: sum?.lost ?? 0,
          disputeFees: sum?.disputeFees ?? 0,
          net:
            sum === undefined
              ? 0
              : netAmount({ ...sum, received: sum.revenue, disputed: sum.disputed + sum.lost }),
        };
      }),
    };
  };
  return {
    now: now.toISOString(),
    timeZone,
    currency,
    today: figuresOf("today"),
    yesterday: figuresOf("yesterday"),
    lastWeek: figuresOf("lastWeek"),
    /** Up to the present hour. */
    hoursToday: everyHour(hours, "today").slice(0, inZone(now, timeZone).hour + 1),
    hoursYesterday: everyHour(hours, "yesterday"),
    days,
  };
}

/** The other currencies that something was sold or refunded in. */
function othersThan(currency: string, sales: { currency: string }[]): string[] {
  return [...new Set(sales.map((sum) => sum.currency))].filter((other) => other !== currency).sort();
}

function everyHour(rows: HourOfSales[], day: HourOfSales["day"]) {
  return Array.from({ length: 24 }, (_, hour) => {
    const row = rows.find((each) => each.day === day && each.hour === hour);
    return { hour, orders: row?.orders ?? 0, revenue: row?.revenue ?? 0 };
  });
}
