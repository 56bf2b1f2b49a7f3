import type { Money } from "@dualtrack/contract";
import {
  authorizedTotals,
  countConversion,
  type HourOfSales,
  type ReportPeriod,
  type SalesAmounts,
  type SalesSum,
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
 * - An order counts with its total when it is paid: when it is confirmed, one of 0 as well, or when its authorization is captured. Later refunds do not reduce it.
 * - `authorized` is what banks have reserved and is not captured yet, of all days; it is in no revenue.
 * - Refunds count when they are created, whenever the order was placed; failed ones do not count.
 * - A disputed amount counts once: on the day the dispute was opened while it is open, and on the day it was lost
 *   afterwards. Won disputes and inquiries do not count. Fees count on the day of opening, won or lost, in the account's
 *   currency.
 * - `net` is the revenue minus refunds, disputed and lost money, and fees.
 * - Conversion: the checkouts started in the period, and how many of them became confirmed orders in it.
 *
 * Amounts are in the shop's base currency, at the rate of each order (decision 23), and by currency as charged, the base currency
 * first; of each, what has no rate for the base currency is in none of the sums. The series are in the base currency.
 */
export async function getFigures(shop: Shop) {
  const { timeZone } = shop.settings;
  const baseCurrency = await getBaseCurrency(shop.db);
  const now = shop.clock.now();
  const moment = { now, timeZone };
  const [sales, conversions, hours, days, authorized] = await Promise.all([
    sumSales(shop.db, { ...moment, baseCurrency }),
    countConversion(shop.db, moment),
    salesByHour(shop.db, { ...moment, baseCurrency }),
    salesByDay(shop.db, { ...moment, baseCurrency, days: chartDays }),
    authorizedTotals(shop.db),
  ]);
  const figuresOf = (period: ReportPeriod) => {
    const own = sales.filter((sum) => sum.period === period);
    const conversion = conversions.find((counted) => counted.period === period);
    return {
      orders: ordersOf(own),
      refunds: own.reduce((sum, { refunds }) => sum + refunds, 0),
      checkouts: { started: conversion?.started ?? 0, paid: conversion?.paid ?? 0 },
      base: amountsOf(own, ({ base }) => base),
      money: [baseCurrency, ...othersThan(baseCurrency, sales)].map((currency) => {
        const rows = own.filter((row) => row.currency === currency);
        return {
          currency,
          ...amountsOf(rows, ({ charged }) => charged),
          withoutRate: amountsOf(rows, ({ charged, base }) => (base === null ? charged : null)),
        };
      }),
    };
  };
  return {
    now: now.toISOString(),
    timeZone,
    currency: baseCurrency,
    today: figuresOf("today"),
    yesterday: figuresOf("yesterday"),
    lastWeek: figuresOf("lastWeek"),
    authorized: {
      orders: authorized.reduce((sum, { orders }) => sum + orders, 0),
      sums: authorized.map(({ amount, currency }): Money => ({ amount, currency })),
    },
    /** Up to the current hour. */
    hoursToday: everyHour(hours, "today").slice(0, inZone(now, timeZone).hour + 1),
    hoursYesterday: everyHour(hours, "yesterday"),
    days,
  };
}

function ordersOf(sales: SalesSum[]): number {
  return sales.reduce((sum, { orders }) => sum + orders, 0);
}

/** The sums of one currency, of the rows that have amounts in it. */
function amountsOf(sales: SalesSum[], read: (sales: SalesSum) => SalesAmounts | null) {
  const counted = sales.flatMap((row) => {
    const amounts = read(row);
    return amounts === null ? [] : [{ ...amounts, orders: row.orders }];
  });
  const total = (key: keyof SalesAmounts | "orders") => counted.reduce((sum, row) => sum + row[key], 0);
  const [revenue, refunded, disputed] = [total("revenue"), total("refunded"), total("disputed")];
  const [lost, disputeFees, orders] = [total("lost"), total("disputeFees"), total("orders")];
  return {
    ...{ revenue, refunded, disputed, lost, disputeFees },
    average: orders > 0 ? Math.round(revenue / orders) : null,
    net: netAmount({ received: revenue, refunded, disputed: disputed + lost, disputeFees }),
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
