import {
  countConversion,
  type HourOfSales,
  type ReportPeriod,
  salesByDay,
  salesByHour,
  sumSales,
} from "@dualtrack/db";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { inZone } from "../day-in-zone.ts";
import { netAmount } from "../payment-state/net-amount.ts";
import type { Shop } from "../shop.ts";

const chartDays = 28;

/**
 * The figures of today so far, and of yesterday and the same weekday of last week until the same time of day. Days are
 * those of the shop's time zone.
 *
 * - An order counts with its total when its payment is confirmed. Later refunds do not reduce it.
 * - Refunds count when they are created, whenever the order was placed; failed ones do not count.
 * - A disputed amount counts once: on the day the dispute was opened while it is open, and on the day it was lost
 *   afterwards. Won disputes and inquiries do not count. Fees count on the day of opening, won or lost, in the account's
 *   currency.
 * - `net` is the revenue minus refunds, disputed and lost money, and fees.
 * - Conversion: the checkouts started in the period, and how many of them were paid in it.
 *
 * Amounts are by currency, the shop's own first. The series are in the shop's currency.
 */
export async function getFigures(shop: Shop) {
  const { timeZone } = shop.settings;
  const currency = await getBaseCurrency(shop.db);
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
    /** Up to the current hour. */
    hoursToday: everyHour(hours, "today").slice(0, inZone(now, timeZone).hour + 1),
    hoursYesterday: everyHour(hours, "yesterday"),
    days,
  };
}

/** The other currencies with sales or refunds. */
function othersThan(currency: string, sales: { currency: string }[]): string[] {
  return [...new Set(sales.map((sum) => sum.currency))].filter((other) => other !== currency).sort();
}

function everyHour(rows: HourOfSales[], day: HourOfSales["day"]) {
  return Array.from({ length: 24 }, (_, hour) => {
    const row = rows.find((each) => each.day === day && each.hour === hour);
    return { hour, orders: row?.orders ?? 0, revenue: row?.revenue ?? 0 };
  });
}
