import { randomUUID } from "node:crypto";
import { openTestShop, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import type { Shop } from "../shop.ts";
import { getFigures } from "./get-figures.ts";

/** The same shop as its clock shows `now`, in its own time zone. */
function at(shop: TestShop, now: string, timeZone = "UTC"): Shop {
  return { ...shop, clock: { now: () => new Date(now) }, settings: { ...shop.settings, timeZone } };
}

/** An order whose checkout began at `started` and whose payment was confirmed at `confirmed`. Answers its payment. */
async function sold(
  shop: TestShop,
  {
    confirmed,
    started = confirmed,
    total = 1_000,
    currency = "eur",
    baseCurrency = currency,
    rate = "1",
  }: {
    confirmed: string;
    started?: string;
    total?: number;
    currency?: string;
    baseCurrency?: string;
    /** Units of its currency for one of the base currency. */
    rate?: string;
  },
): Promise<string> {
  const paymentIntentId = `pi_${crypto.randomUUID()}`;
  const sums = { currency, subtotalAmount: total, shippingAmount: 0, totalAmount: total };
  const checkoutId = await begun(shop, started, { ...sums, baseCurrency, rate });
  await shop.db.payment.create({
    data: {
      paymentIntentId,
      checkoutId,
      status: "succeeded",
      amount: total,
      amountReceived: total,
      currency,
      observedAt: confirmed,
    },
  });
  await shop.db.order.create({
    data: {
      ...sums,
      baseCurrency,
      exchangeRate: rate,
      checkoutId,
      paymentIntentId,
      state: "confirmed",
      isProvisional: false,
      paymentState: "paid",
      placedAt: confirmed,
      confirmedAt: confirmed,
      paidAt: confirmed,
    },
  });
  return paymentIntentId;
}

const someSums: {
  currency: string;
  subtotalAmount: number;
  shippingAmount: number;
  totalAmount: number;
  baseCurrency?: string;
  rate?: string;
} = { currency: "eur", subtotalAmount: 500, shippingAmount: 0, totalAmount: 500 };

async function begun(shop: TestShop, createdAt: string, sums = someSums): Promise<string> {
  const noTax = { taxBehavior: "inclusive" as const, taxAmount: 0, shippingTaxAmount: 0, shippingTaxes: [] };
  const {
    currency,
    baseCurrency = currency,
    rate = "1",
    ...price
  } = { ...sums, ...noTax, discountAmount: 0, discounts: [], lines: [] };
  const at = new Date(createdAt);
  const times = { createdAt: at, expiresAt: at, nextSyncAt: at };
  const terms = { ...baseTerms({ baseCurrency }), currency, rate };
  const checkout = { terms, ownerHash: "", ...times, price };
  return (await shop.db.$transaction((tx) => createCheckout(tx, checkout))).id;
}

test("a shop that has sold nothing yet has figures, too", async () => {
  await using shop = await openTestShop();
  const figures = await getFigures(shop);
  const nothing = {
    orders: 0,
    refunds: 0,
    checkouts: { started: 0, paid: 0 },
    money: [{ currency: "eur", revenue: 0, average: null, refunded: 0 }],
  };
  expect(figures).toMatchObject({ today: nothing, yesterday: nothing, lastWeek: nothing });
  expect(figures.days).toHaveLength(28);
});

test("today is compared with yesterday and last week until the same time of day", async () => {
  await using shop = await openTestShop();
  await sold(shop, { confirmed: "2026-05-13T23:59:59Z" }); // yesterday, later than now
  await sold(shop, { confirmed: "2026-05-14T00:00:00Z", total: 1_000 });
  await sold(shop, { confirmed: "2026-05-14T11:59:00Z", total: 4_001 });
  await sold(shop, { confirmed: "2026-05-13T11:59:00Z", total: 700 });
  await sold(shop, { confirmed: "2026-05-13T12:00:00Z", total: 9_000 });
  await sold(shop, { confirmed: "2026-05-07T08:00:00Z", total: 300 });
  const { today, yesterday, lastWeek } = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect([today.orders, yesterday.orders, lastWeek.orders]).toEqual([2, 1, 1]);
  const own = {
    ...{ revenue: 5_001, average: 2_501, refunded: 0, disputed: 0, lost: 0, disputeFees: 0 },
    net: 5_001,
  };
  expect(today.base).toEqual(own);
  expect(today.money).toMatchObject([
    { currency: "eur", ...own, withoutRate: { revenue: 0, average: null } },
  ]);
  expect(yesterday.money[0]?.revenue).toBe(700);
  expect(lastWeek.money[0]?.revenue).toBe(300);
});

test("a day begins at midnight where the shop is", async () => {
  await using shop = await openTestShop();
  await sold(shop, { confirmed: "2026-05-13T21:59:59Z" }); // one second before midnight in Vienna
  await sold(shop, { confirmed: "2026-05-13T22:00:00Z" });
  const inVienna = await getFigures(at(shop, "2026-05-14T06:00:00Z", "Europe/Vienna"));
  expect(inVienna.today.orders).toBe(1);
  expect(inVienna.hoursToday.map(({ orders }) => orders)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(inVienna.hoursYesterday[23]?.orders).toBe(1);
  expect(inVienna.days.slice(-2)).toEqual([
    { day: "2026-05-13", orders: 1, revenue: 1_000 },
    { day: "2026-05-14", orders: 1, revenue: 1_000 },
  ]);
  const inUtc = await getFigures(at(shop, "2026-05-14T06:00:00Z"));
  expect(inUtc.today.orders).toBe(0);
  expect(inUtc.days.at(-2)).toEqual({ day: "2026-05-13", orders: 2, revenue: 2_000 });
  const inAuckland = await getFigures(at(shop, "2026-05-14T06:00:00Z", "Pacific/Auckland"));
  expect(inAuckland.hoursToday[9]?.orders).toBe(1);
});

test("the day on which the clocks go forward has 23 hours, and none of its orders is lost", async () => {
  await using shop = await openTestShop();
  // In Vienna 2026-03-29 goes from 01:59:59 to 03:00.
  await sold(shop, { confirmed: "2026-03-28T23:00:00Z" });
  await sold(shop, { confirmed: "2026-03-29T01:00:00Z" });
  await sold(shop, { confirmed: "2026-03-29T21:59:59Z" });
  await sold(shop, { confirmed: "2026-03-29T22:00:00Z" }); // the next day
  const lateThatDay = await getFigures(at(shop, "2026-03-29T21:59:59.500Z", "Europe/Vienna"));
  expect(lateThatDay.today.orders).toBe(3);
  expect(lateThatDay.hoursToday.filter(({ orders }) => orders > 0).map(({ hour }) => hour)).toEqual([
    0, 3, 23,
  ]);
  // 03:30 of the next day: the time that the day before had as 01:30 UTC.
  const nextDay = await getFigures(at(shop, "2026-03-30T01:30:00Z", "Europe/Vienna"));
  expect([nextDay.today.orders, nextDay.yesterday.orders]).toEqual([1, 2]);
});

test("the hour that comes twice when the clocks go back is counted up to now", async () => {
  await using shop = await openTestShop();
  // In Vienna 2026-10-25 has 02:30 at 00:30 UTC and again at 01:30 UTC.
  await sold(shop, { confirmed: "2026-10-25T00:20:00Z" });
  await sold(shop, { confirmed: "2026-10-25T00:40:00Z" });
  await sold(shop, { confirmed: "2026-10-25T01:10:00Z" });
  const first = await getFigures(at(shop, "2026-10-25T00:30:00Z", "Europe/Vienna"));
  expect([first.today.orders, first.hoursToday[2]?.orders]).toEqual([1, 1]);
  const second = await getFigures(at(shop, "2026-10-25T01:30:00Z", "Europe/Vienna"));
  expect([second.today.orders, second.hoursToday[2]?.orders]).toEqual([3, 3]);
});

test("what has no rate for the base currency is in no sum, and told apart; the base currency stands first", async () => {
  await using shop = await openTestShop();
  await sold(shop, { confirmed: "2026-05-14T09:00:00Z", total: 3_800, currency: "jpy" });
  await sold(shop, { confirmed: "2026-05-14T09:00:00Z", total: 2_600 });
  await sold(shop, { confirmed: "2026-05-13T09:00:00Z", total: 1_900, currency: "gbp" });
  const { today, yesterday, days } = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(today.orders).toBe(2);
  expect(today.money.map(({ currency, revenue }) => [currency, revenue])).toEqual([
    ["eur", 2_600],
    ["gbp", 0],
    ["jpy", 3_800],
  ]);
  expect(today.base).toMatchObject({ revenue: 2_600, average: 2_600 });
  expect(today.money.map(({ withoutRate }) => withoutRate.revenue)).toEqual([0, 0, 3_800]);
  expect(yesterday.money.map(({ revenue }) => revenue)).toEqual([0, 1_900, 0]);
  expect(days.at(-1)).toMatchObject({ orders: 2, revenue: 2_600 });
});

test("every amount counts in the base currency at the rate of its order", async () => {
  await using shop = await openTestShop();
  const [yesterday, today] = ["2026-05-13T09:00:00Z", "2026-05-14T09:00:00Z"];
  const inYen = { currency: "jpy", baseCurrency: "eur", rate: "161.53" };
  const lost = await sold(shop, { confirmed: yesterday, total: 3_800, ...inYen }); // €23.525…
  await sold(shop, { confirmed: today, total: 3_800, ...inYen, rate: "190" }); // €20.00
  await sold(shop, { confirmed: today, total: 2_600 });
  await sold(shop, { confirmed: today, total: 10_000, currency: "kwd", baseCurrency: "usd", rate: "0.3" });
  await shop.db.dispute.create({
    data: {
      ...{
        id: "dp_1",
        paymentIntentId: lost,
        chargeId: "ch_1",
        amount: 3_800,
        currency: "jpy",
        reason: "general",
      },
      ...{ status: "lost", openedAt: yesterday, closedAt: today, observedAt: today },
      ...{ feeAmount: 1_500, balanceCurrency: "eur" },
    },
  });
  const figures = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(figures.today.base).toMatchObject({
    ...{ revenue: 4_600, average: 2_300, lost: 2_353, disputeFees: 0, net: 4_600 - 2_353 },
  });
  expect(figures.today.money.map(({ currency, revenue }) => [currency, revenue])).toEqual([
    ["eur", 2_600],
    ["jpy", 3_800],
    ["kwd", 10_000],
  ]);
  expect(figures.today.money.map(({ withoutRate }) => withoutRate.revenue)).toEqual([0, 0, 10_000]);
  expect(figures.yesterday.base).toMatchObject({ revenue: 2_353, disputeFees: 1_500 });
  expect(figures.days.at(-1)).toMatchObject({ orders: 3, revenue: 4_600 });
  expect(figures.hoursToday[9]).toMatchObject({ orders: 3, revenue: 4_600 });

  // Of orders with another base currency only what was charged in the new one counts.
  await shop.db.currencySettings.update({ where: { id: 1 }, data: { baseCurrency: "jpy" } });
  const later = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(later.today.base).toMatchObject({ revenue: 3_800, lost: 3_800 });
  expect(later.today.money.map(({ currency, withoutRate }) => [currency, withoutRate.revenue])).toEqual([
    ["jpy", 0],
    ["eur", 2_600],
    ["kwd", 10_000],
  ]);
});

test("refunds of an order in any portions come to its total in the base currency, to the cent", async () => {
  await using shop = await openTestShop();
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  let state = seed;
  const pick = (below: number) => {
    state = (state * 48_271 + 11) % 2_147_483_647;
    return state % below;
  };
  const created = { confirmed: "2026-05-14T09:00:00Z", baseCurrency: "eur" };
  for (let order = 0; order < 25; order += 1) {
    const total = 1_000 + pick(90_000);
    const rate = `${1 + pick(200)}.${String(pick(10_000)).padStart(4, "0")}`;
    const currency = ["jpy", "usd", "gbp"][pick(3)] ?? "";
    const paymentIntentId = await sold(shop, { ...created, total, currency, rate });
    let rest = total;
    while (rest > 0) {
      const amount = rest < 100 ? rest : 1 + pick(rest);
      rest -= amount;
      // Several in the same moment, and some that fail and are paid another way later.
      const fails = pick(4) === 0;
      const createdAt = `2026-05-14T10:0${pick(5)}:00Z`;
      await shop.db.refund.create({
        data: {
          ...{ paymentIntentId, currency, amount, createdAt, reason: "other" },
          ...(fails
            ? {
                ...{ state: "failed", paidAnotherWayAt: `2026-05-14T11:0${pick(5)}:00Z` },
                ...{ paidAnotherWayBy: "Ada", paidAnotherWayNote: "", paidAnotherWayRequestId: randomUUID() },
              }
            : { state: "succeeded" }),
        },
      });
    }
  }
  const { today } = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(today.base.revenue).toBeGreaterThan(0);
  expect(today.base).toMatchObject({ refunded: today.base.revenue, net: 0 });
});

test("a refund counts on the day it is created, and does not reduce the day of the sale", async () => {
  await using shop = await openTestShop();
  const paymentIntentId = await sold(shop, { confirmed: "2026-05-13T09:00:00Z", total: 2_000 });
  const refund = {
    paymentIntentId,
    currency: "eur",
    reason: "other",
    createdAt: "2026-05-14T10:00:00Z",
  } as const;
  await shop.db.refund.createMany({
    data: [
      { ...refund, amount: 300, state: "succeeded" },
      { ...refund, amount: 200, state: "requested" },
      { ...refund, amount: 100, state: "failed" },
    ],
  });
  const { today, yesterday } = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect([today.refunds, today.money[0]?.refunded]).toEqual([2, 500]);
  expect(yesterday).toMatchObject({ refunds: 0, money: [{ revenue: 2_000, refunded: 0 }] });
});

test("disputed money counts once: on the day of opening, or on the day it was lost; fees in their own currency", async () => {
  await using shop = await openTestShop();
  const paymentIntentId = await sold(shop, { confirmed: "2026-05-07T09:00:00Z", total: 9_000 });
  await sold(shop, { confirmed: "2026-05-14T09:00:00Z", total: 5_000 });
  await shop.db.refund.create({
    data: {
      ...{ paymentIntentId, currency: "eur", reason: "other", state: "succeeded" },
      ...{ amount: 250, createdAt: "2026-05-14T10:00:00Z" },
    },
  });
  const yesterday = "2026-05-13T08:00:00Z";
  const today = "2026-05-14T08:00:00Z";
  const fee = { feeAmount: 2_000, balanceCurrency: "usd" };
  const disputes = [
    { amount: 100, status: "needs_response", openedAt: today, ...fee },
    { amount: 20, status: "under_review", openedAt: yesterday, ...fee },
    {
      amount: 3_000,
      status: "lost",
      openedAt: yesterday,
      closedAt: today,
      ...fee,
      balanceCurrency: "eur",
      feeAmount: 1_500,
    },
    {
      amount: 700,
      status: "won",
      openedAt: today,
      closedAt: today,
      ...fee,
      balanceCurrency: "eur",
      feeAmount: 1_000,
    },
    { amount: 40, status: "warning_needs_response", openedAt: today },
    { amount: 5, status: "prevented", openedAt: today, closedAt: today },
    { amount: 60_000, status: "lost", openedAt: yesterday, closedAt: "2026-05-14T12:30:00Z" }, // later than now
  ] as const;
  await shop.db.dispute.createMany({
    data: disputes.map((dispute, index) => ({
      ...{ id: `dp_${index}`, paymentIntentId, chargeId: "ch_1", currency: "eur", reason: "general" },
      ...{ observedAt: today, ...dispute },
    })),
  });
  const figures = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(figures.today.money).toMatchObject([
    {
      ...{ currency: "eur", revenue: 5_000, refunded: 250, disputed: 100, lost: 3_000, disputeFees: 1_000 },
      net: 5_000 - 250 - 100 - 3_000 - 1_000,
    },
    { currency: "usd", revenue: 0, disputed: 0, lost: 0, disputeFees: 2_000, net: -2_000 },
  ]);
  expect(figures.yesterday.money).toMatchObject([
    { currency: "eur", disputed: 20, lost: 0, disputeFees: 1_500, net: -1_520 },
    { currency: "usd", disputeFees: 2_000 },
  ]);
  expect(figures.lastWeek.money[0]).toMatchObject({ revenue: 9_000, disputed: 0, net: 9_000 });
});

test("conversion is how many of the checkouts begun were paid in the same time", async () => {
  await using shop = await openTestShop();
  await begun(shop, "2026-05-14T08:00:00Z");
  await sold(shop, { started: "2026-05-14T08:00:00Z", confirmed: "2026-05-14T08:05:00Z" });
  await sold(shop, { started: "2026-05-13T11:55:00Z", confirmed: "2026-05-13T12:05:00Z" });
  const { today, yesterday } = await getFigures(at(shop, "2026-05-14T12:00:00Z"));
  expect(today.checkouts).toEqual({ started: 2, paid: 1 });
  expect(yesterday.checkouts).toEqual({ started: 1, paid: 0 }); // by this time it was not paid yet
});

test.each([
  ["Pacific/Auckland", "2026-04-05T09:20:00Z"], // the day on which the clocks go back
  ["America/St_Johns", "2026-03-08T18:45:00Z"], // the day on which they go forward
  ["America/St_Johns", "2026-05-14T01:10:00Z"], // still yesterday there
])("in %s at %s the figures are what one counts by hand", async (timeZone, now) => {
  await using shop = await openTestShop();
  const nowMs = Date.parse(now);
  const sales = Array.from({ length: 60 }, (_, index) => ({
    confirmed: new Date(nowMs - index * 3.37 * 60 * 60_000).toISOString(),
    total: 100 + index,
    currency: index % 3 === 2 ? "jpy" : "eur",
  }));
  for (const sale of sales) await sold(shop, sale);
  const clock = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const dayAndTime = (at: string | number) => clock.format(new Date(at)).split(" ") as [string, string];
  const [today, time] = dayAndTime(now);
  const daysBack = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - days * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const soldOn = (day: string, until = "24") =>
    sales.filter(({ confirmed }) => {
      const [itsDay, itsTime] = dayAndTime(confirmed);
      return itsDay === day && itsTime < until && confirmed < new Date(nowMs).toISOString();
    });
  const euros = (some: typeof sales) =>
    some.reduce((sum, { currency, total }) => sum + (currency === "eur" ? total : 0), 0);

  const figures = await getFigures(at(shop, now, timeZone));
  for (const [name, days] of [
    ["today", 0],
    ["yesterday", 1],
    ["lastWeek", 7],
  ] as const) {
    const counted = soldOn(daysBack(days), time);
    expect([name, figures[name].orders]).toEqual([name, counted.length]);
    expect(figures[name].money[0]).toMatchObject({ currency: "eur", revenue: euros(counted) });
  }
  const lastDays = figures.days.slice(-8, -1);
  expect(lastDays.map(({ day }) => day)).toEqual([7, 6, 5, 4, 3, 2, 1].map(daysBack));
  expect(lastDays.map(({ revenue }) => revenue)).toEqual(lastDays.map(({ day }) => euros(soldOn(day))));
});
