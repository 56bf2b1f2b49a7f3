import { randomUUIDv7 } from "node:crypto";
import {
  buy,
  manager as by,
  guestWith,
  openTestShop,
  payAtStripe,
  readyToPay,
  reservationMs,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { removeOld } from "../operations/remove-old.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { collectFigures } from "./collect-figures.ts";
import { exportHealth } from "./export-health.ts";
import { exportConversion, getConversion } from "./get-conversion.ts";
import { getHealth, getHealthNow } from "./get-health.ts";
import { removeProcess, reportProcess } from "./report-process.ts";
import { sampleHealth } from "./sample-health.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = { memoryBytes: 100_000_000, liveStreams: 3 };

function newProcess(shop: TestShop) {
  const startedAt = shop.clock.now();
  return { id: randomUUIDv7(), role: "web", host: "machine", pid: 1, startedAt };
}

async function figureOf(shop: TestShop, name: string, range: "6h" | "24h" | "7d" | "30d" = "6h") {
  const { figures } = await getHealth(shop, { range });
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new Error(`There is no figure ${name}`);
  return found;
}

/** Moves the clock to the second minute of an hour. */
function beginHour(shop: TestShop): void {
  const intoHour = shop.clock.now().getTime() % hourMs;
  shop.clock.advance(hourMs - intoHour + minuteMs);
}

test("what several processes measure is one figure, of five minutes and of the hour; its quantiles come from all", async () => {
  await using shop = await openTestShop();
  beginHour(shop);
  const [one, other] = [collectFigures(shop.measures), collectFigures(shop.measures)];
  const reserve = (seconds: number) =>
    shop.measures.record("reservation_duration_seconds", { outcome: "reserved" }, seconds);
  for (let number = 0; number < 98; number += 1) reserve(0.004);
  reserve(0.2);
  reserve(7);
  await Promise.all(
    [one, other].map((collector) => reportProcess(shop, newProcess(shop), { collector, now })),
  );
  expect(one.take()).toEqual([]);
  for (const range of ["6h", "24h", "7d", "30d"] as const) {
    const latency = await figureOf(shop, "reservation_latency", range);
    // Of 200: 196 within 5 ms, two within 250 ms, two beyond the last limit.
    expect(latency).toMatchObject({ unit: "seconds", goal: { is: "below", than: 0.1 }, isMet: false });
    expect(latency.value).toBeCloseTo(0.25, 5);
    const p50 = latency.points.flatMap(([value]) => (value == null ? [] : [value]));
    expect(p50).toHaveLength(1);
    expect(p50[0]).toBeLessThanOrEqual(0.005);
  }
  expect(
    await shop.db.healthFigure.findMany({ where: { name: "reservation_duration_seconds" } }),
  ).toMatchObject([
    { span: "five_minutes", label: "reserved", count: 200n, max: 7 },
    { span: "hour", label: "reserved", count: 200n, max: 7 },
  ]);
});

test("what can't be stored is kept for the next report, and nothing counts twice", async () => {
  await using shop = await openTestShop();
  const collector = collectFigures(shop.measures);
  shop.measures.record("payment_syncs_total", { track: "sync", outcome: "confirmed" });
  const process = newProcess(shop);
  const broken = { ...process, id: "no uuid" };
  await expect(reportProcess(shop, broken, { collector, now })).rejects.toThrow();
  expect(await shop.db.healthFigure.count()).toBe(0);
  shop.measures.record("payment_syncs_total", { track: "sync", outcome: "failed" });
  await reportProcess(shop, process, { collector, now });
  await reportProcess(shop, process, { collector, now });
  expect(await figureOf(shop, "sync_success")).toMatchObject({ value: 0.5, isMet: false });
});

test("what became of reservations and payments is counted from their rows, however often, and also of a time without a worker", async () => {
  await using shop = await openTestShop();
  beginHour(shop);
  await sampleHealth(shop);
  const record = await stockedVariant(shop, { onHand: 9 });
  await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await startCheckout(shop, { cartToken: await guestWith(shop, { [record]: 1 }) });
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await expect(
    payAtStripe(shop, paymentIntentId, "pm_card_visa_chargeDeclinedInsufficientFunds"),
  ).rejects.toThrow();
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  shop.clock.advance(reservationMs + 2 * minuteMs);
  await shop.outside.advance(reservationMs + 2 * minuteMs);
  await expireCheckouts(shop);
  shop.clock.advance(2 * hourMs); // no worker ran
  await sampleHealth(shop);
  await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await sampleHealth(shop);
  await sampleHealth(shop);

  const ended = await figureOf(shop, "reservations_ended");
  expect(ended.lines).toEqual(["committed", "released", "ran_out", "timed_out"]);
  const sums = ended.lines.map((_, line) =>
    ended.points.reduce((sum, values) => sum + (values[line] ?? 0), 0),
  );
  expect(sums).toEqual([2, 0, 1, 1]);
  expect(await figureOf(shop, "reservation_timeouts")).toMatchObject({ value: 1 / 3, isMet: false });
  expect(await figureOf(shop, "payment_success")).toMatchObject({ value: 2 / 3, goal: null, isMet: null });
  expect(await figureOf(shop, "declines")).toMatchObject({
    value: 1,
    parts: [{ code: "insufficient_funds", count: 1 }],
  });
  expect(await figureOf(shop, "reservations_ended", "30d")).toMatchObject({ value: 4 });
  expect(await figureOf(shop, "oversold")).toMatchObject({ value: 0, isMet: true });
});

test("the uptime of jobs is that of the minutes in which the job ran, by days of the shop's time zone", async () => {
  await using shop = await openTestShop();
  beginHour(shop);
  await sampleHealth(shop);
  expect(await figureOf(shop, "job_uptime")).toMatchObject({ value: null, isMet: null });
  shop.clock.advance(hourMs - minuteMs);
  for (let minute = 0; minute < 60; minute += 1) {
    if (minute < 45) await sampleHealth(shop);
    shop.clock.advance(minuteMs);
  }
  // The 59 minutes that the shop's first hour lacked are in the fine figures, and not in those by hours.
  expect((await figureOf(shop, "job_uptime", "7d")).value).toBeCloseTo(0.75, 1);
  const { days, workers } = await getHealthNow(shop);
  expect(workers).toBe(0);
  expect(days[0]?.up).toBeLessThan(1);
  expect(days.length).toBeLessThanOrEqual(2);
});

test("processes say how they are until they stop; one that was killed is silent, then gone", async () => {
  await using shop = await openTestShop();
  const collector = collectFigures(shop.measures);
  const [stops, killed] = [newProcess(shop), newProcess(shop)];
  shop.measures.record("stripe_circuit_open", { service: "api" }, 1);
  for (const process of [stops, killed]) await reportProcess(shop, process, { collector, now });
  const processes = async () => (await getHealthNow(shop)).processes;
  expect(await processes()).toMatchObject([
    { isSilent: false, memoryBytes: 100_000_000, liveStreams: 3, openCircuits: ["api"] },
    { isSilent: false },
  ]);
  await removeProcess(shop, stops);
  shop.clock.advance(3 * minuteMs);
  expect(await processes()).toMatchObject([{ id: killed.id, isSilent: true }]);
  shop.clock.advance(2 * hourMs);
  expect(await processes()).toEqual([]);
  shop.clock.advance(24 * hourMs);
  expect(await removeOld(shop)).toMatchObject({ processes: 1 });
});

test("figures of five minutes go after eight days, those of hours after the setting", async () => {
  await using shop = await openTestShop();
  await sampleHealth(shop);
  const count = await shop.db.healthFigure.count({ where: { span: "hour" } });
  shop.clock.advance(9 * 24 * hourMs);
  expect(await removeOld(shop)).toMatchObject({ fineFigures: count, figures: 0 });
  shop.clock.advance(400 * 24 * hourMs);
  expect(await removeOld(shop)).toMatchObject({ fineFigures: 0, figures: count });
});

test("a shop that has measured nothing has no values; its CSV has the heading", async () => {
  await using shop = await openTestShop();
  const { isEmpty, figures, times } = await getHealth(shop, { range: "24h" });
  expect(isEmpty).toBe(true);
  expect(times).toHaveLength(96);
  expect(figures.every(({ isMet }) => isMet !== false)).toBe(true);
  const read = async () => {
    let text = "";
    for await (const page of await exportHealth(shop, { range: "24h", by })) text += page;
    return text;
  };
  const [heading, ...rows] = (await read()).trimEnd().split("\r\n");
  expect(heading).toBe("\ufefftime,figure,line,unit,value");
  expect(rows.filter((row) => !row.endsWith(",count,0"))).toEqual([]);
  await sampleHealth(shop);
  expect(await read()).toMatch(/Z,queue,waiting,count,0\r\n/);
});

test("how far carts came is counted by day and kind, each once; what is given back is not kept, and carts that are gone stay counted", async () => {
  await using shop = await openTestShop();
  beginHour(shop);
  const record = await stockedVariant(shop, { onHand: 99 });
  const step = async (day: number, kind: "physical" | "mixed" = "physical") => {
    const { kinds } = await getConversion(shop, { days: 7 });
    return kinds.find((each) => each.kind === kind)?.days[day];
  };
  await guestWith(shop, { [record]: 2 }); // puts something into the cart only
  const cartToken = await guestWith(shop, { [record]: 1 });
  await startCheckout(shop, { cartToken });
  await startCheckout(shop, { cartToken }); // once more: it counts once
  await readyToPay(shop, { [record]: 1 }); // presses Pay only
  await buy(shop, { [record]: 1 });
  const { orderId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await sampleHealth(shop);
  const today = { carts: 5, checkouts: 4, payPressed: 3, orders: 2, kept: 2 };
  expect(await step(6)).toEqual(today);
  expect(await step(6, "mixed")).toEqual({ carts: 0, checkouts: 0, payPressed: 0, orders: 0, kept: 0 });
  const { all } = await getConversion(shop, { days: 30 });
  expect(all.total).toEqual(today);

  // Within the same five minutes nothing is counted again; after them, and on the next day, it is.
  await cancelOrder(shop, {
    ...{ orderId, requestId: randomUUIDv7(), reason: "order_cancelled" as const, note: "", by },
  });
  await sampleHealth(shop);
  expect(await step(6)).toEqual(today);
  shop.clock.advance(24 * hourMs);
  await shop.db.cart.deleteMany({ where: { checkouts: { none: {} } } });
  await sampleHealth(shop);
  expect(await step(5)).toEqual({ ...today, kept: 1 });
  let csv = "";
  for await (const page of await exportConversion(shop, { days: 7, by })) csv += page;
  expect(csv).toMatch(/^\ufeffday,kind,carts,checkouts,pay_pressed,orders,kept\r\n/);
  expect(csv).toMatch(/,physical,5,4,3,2,1\r\n/);
});
