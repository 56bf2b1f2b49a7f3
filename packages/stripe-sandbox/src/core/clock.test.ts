import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openShop } from "../testing/open-shop.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test("what is due happens in the order of its time, each thing at its own", async () => {
  await using shop = await openShop();
  const frozen = await shop.control("POST", "/clock", { freeze: true });
  // On the stroke of a second: what comes a tenth later is still within it.
  const advanceMs = 1000 - (Date.parse(String(frozen.now)) % 1000);
  const { unix } = await shop.control("POST", "/clock", { advanceMs });
  const start = Number(unix);
  // The last of these is due first: a week for the hold, five seconds for the refund, a tenth of a second to settle.
  await shop.pay("pm_card_visa", { capture_method: "manual" });
  const { id } = await shop.pay("pm_card_pendingRefund");
  await shop.stripe.refunds.create({ payment_intent: id });
  const before = (await shop.history()).length;
  await shop.control("POST", "/clock", { advanceMs: 8 * DAY_MS });
  const { data } = await shop.stripe.events.list({ limit: 100 });
  const since = data.reverse().slice(before);
  const happened = since.map(({ type, created }) => `${type} after ${created - start} s`);
  expect(happened).toEqual([
    "charge.updated after 0 s",
    "refund.updated after 5 s",
    "charge.refund.updated after 5 s",
    "refund.updated after 15 s",
    "charge.refund.updated after 15 s",
    `charge.expired after ${7 * 86_400} s`,
    `payment_intent.canceled after ${7 * 86_400} s`,
  ]);
});

test("while the clock stands still, nothing happens by itself; when it goes on, it does", async () => {
  await using shop = await openShop({ events: ["charge.updated"] });
  await shop.control("POST", "/clock", { freeze: true });
  await shop.pay();
  await shop.control("POST", "/deliveries/flush");
  expect(await shop.history()).not.toContain("charge.updated");
  await shop.control("POST", "/clock", { freeze: false });
  await shop.receiver.arrival("charge.updated");
});

test("a failed webhook is tried again at its own times while the clock moves", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  await shop.control("POST", "/clock", { freeze: true });
  shop.receiver.answerWith(500, 503, 302, 200);
  await shop.stripe.customers.create();
  await until(() => shop.receiver.received.length === 1, "the first attempt");
  await shop.control("POST", "/clock", { advanceMs: HOUR_MS });
  expect(shop.receiver.received).toHaveLength(4);
  const { deliveries } = await shop.control("GET", "/deliveries");
  const [delivery] = deliveries as unknown as { attempts: { at: string; status: number }[] }[];
  const [first, ...others] = delivery?.attempts ?? [];
  const waits = others.map(({ at }) => (Date.parse(at) - Date.parse(first?.at ?? "")) / 1000);
  expect(waits).toEqual([1, 6, 31]);
});

test("more webhooks than go out at once are all tried again at their time", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  await shop.control("POST", "/clock", { freeze: true });
  await shop.control("POST", "/faults", { kind: "webhook", action: "corrupt_signature" });
  for (let n = 0; n < 36; n++) await shop.stripe.customers.create();
  await until(() => shop.receiver.received.length === 36, "the first attempts");
  await shop.control("POST", "/clock", { advanceMs: HOUR_MS });
  const { deliveries } = await shop.control("GET", "/deliveries");
  const waits = (deliveries as unknown as { attempts: { at: string }[] }[]).map(({ attempts }) =>
    attempts.map(({ at }) => Date.parse(at)).reduce((first, second) => second - first),
  );
  expect(waits).toEqual(Array.from({ length: 36 }, () => 1_000));
});

test("an endpoint that never answers does not hold the clock", async () => {
  await using shop = await openShop();
  shop.receiver.hold();
  await shop.stripe.customers.create();
  await shop.control("POST", "/clock", { advanceMs: 30 * DAY_MS });
  // It was not waited for until its time was up: 10 s for each of ten attempts.
  const { deliveries } = await shop.control("GET", "/deliveries");
  expect(deliveries).toMatchObject([{ state: "pending", attempt_count: 0 }]);
});

test("a jump over years does all that was to do on the way", async () => {
  await using shop = await openShop({ events: ["payout.paid"] });
  for (let n = 0; n < 40; n++) await shop.pay("pm_card_visa", { capture_method: "manual" });
  await shop.control("POST", "/clock", { advanceMs: 10 * 365 * DAY_MS });
  expect((await shop.history()).filter((type) => type === "payment_intent.canceled")).toEqual([]);
  const { data } = await shop.stripe.paymentIntents.list({ limit: 100 });
  expect(new Set(data.map(({ status }) => status))).toEqual(new Set(["canceled"]));
});

test.for([
  [{ advanceMs: -1 }, "advanceMs is a number of milliseconds, 0 or more"],
  [{ advanceMs: "1000" }, "advanceMs is a number of milliseconds, 0 or more"],
  [{ advanceMs: 1e300 }, "The clock goes no further than the year 2100"],
  [{ now: "2020-01-01T00:00:00Z" }, "The clock only goes forward; POST /_sandbox/reset starts anew"],
  [{ now: "tomorrow" }, "now is a date in ISO 8601, or unix seconds"],
  [{ now: null }, "now is a date in ISO 8601, or unix seconds"],
  [{ advanceMs: 1, now: 4_000_000_000 }, "Give advanceMs or now, not both"],
  [{ freeze: "yes" }, "freeze is true or false"],
  [{}, "Give advanceMs, now or freeze"],
] as const)("the clock refuses %j", async ([body, sentence]) => {
  await using shop = await openShop();
  const { now } = await shop.control("POST", "/clock", { freeze: true });
  expect((await shop.control("POST", "/clock", body)).error.message).toBe(sentence);
  expect((await shop.control("GET", "/clock")).now).toBe(now);
});

test("a clock that ticks with every reading can be stopped all the same", async () => {
  await using shop = await openShop();
  const realNow = Date.now;
  let reads = 0;
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + reads++);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await shop.control("POST", "/clock", { freeze: true })).toMatchObject({ frozen: true });
});

test("time stays moved, and stopped, over a restart", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  const moved = async () => {
    await using shop = await openShop({ dataDir });
    return await shop.control("POST", "/clock", { freeze: true, advanceMs: 7 * DAY_MS });
  };
  const { now } = await moved();
  {
    await using shop = await openShop({ dataDir });
    expect(await shop.control("GET", "/clock")).toMatchObject({ now, frozen: true });
    expect((await shop.stripe.customers.create()).created).toBe(Math.floor(Date.parse(String(now)) / 1000));
  }
  await rm(dataDir, { recursive: true });
});
