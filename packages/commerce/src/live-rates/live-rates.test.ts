import { exportOrdersInput } from "@dualtrack/contract";
import {
  manager as by,
  contact,
  countStatements,
  dumpShop,
  guestWith,
  openPayment,
  payAtStripe,
  restoreShop,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { type EasyPostSandbox, type Fault, startEasyPostSandbox } from "easypost-sandbox";
import fc from "fast-check";
import { expect } from "vitest";
import { createEasyPost } from "../carrier/easypost.ts";
import { getCheckout } from "../checkout/queries.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import {
  exportOrders,
  getAttention,
  getOrder,
  getOrderForStaff,
  getShippingZone,
  placeOrder,
  quoteCheckout,
  removeOld,
  startCheckout,
  tryLiveRates,
  updateParcels,
  updateShippingZone,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { requote } from "../quotes/requote.ts";
import { liveAmount } from "../shipping/live-amount.ts";
import { readQuotedRate } from "../shipping/quoted-rate.ts";
import { transact } from "../unit-of-work.ts";

let easypost: EasyPostSandbox;
/** How long the last call waits for its answer, in ms. */
let timeoutMs = 0;
/** Made per test: Austria, with Post at a price of its own and Economy at the carrier's. */
let methods: { post: string; live: string };
let zoneId: string;

test.beforeAll(async ({ shop }) => {
  easypost = await startEasyPostSandbox();
  const carrier = createEasyPost(easypost);
  shop.carrier = {
    ...carrier,
    register(parcel, options) {
      timeoutMs = options.timeoutMs;
      return carrier.register(parcel, options);
    },
  };
  const address = { line1: "7 Quay", line2: "", postalCode: "1010", city: "Wien", state: "", country: "AT" };
  const box = { id: crypto.randomUUID(), name: "Box", lengthMm: 300, widthMm: 300, heightMm: 100 };
  await updateParcels(shop, {
    version: 1,
    sender: { name: "Quay Tapes", phone: "+43 1 234567", email: "send@example.com", address },
    boxes: [{ ...box, weightGrams: 100, maxWeightGrams: 3_000 }],
    by,
  });
  // What one euro costs: the carrier asks dollars.
  await shop.db.exchangeRate.create({
    data: {
      ...{ baseCurrency: "eur", currency: "usd", rate: "1.25", origin: "feed" },
      ...{ asOf: new Date("2026-01-02"), recordedAt: shop.clock.now() },
    },
  });
});
test.afterAll(() => easypost.stop());

test.beforeEach(async ({ shop }) => {
  await shop.db.liveRateAnswer.deleteMany();
  await shop.db.liveRateStatus.updateMany({ data: { failures: 0, failingSince: null, restUntil: null } });
  await shop.db.shippingZone.deleteMany();
  ({ id: zoneId } = await shop.db.shippingZone.create({ data: { name: "Served", position: 0 } }));
  await shop.db.shippingArea.createMany({
    data: ["AT", "US"].map((country) => ({ zoneId, country })),
  });
  const add = async (name: string, amount: number, more: object) => {
    const { id: methodId } = await shop.db.shippingMethod.create({
      data: { zoneId, name, position: amount, handlingDays: 1, ...more },
    });
    const rate = { methodId, currency: "eur" };
    await shop.db.shippingRate.create({ data: { ...rate, basis: "flat", freeFromAmount: 20_000 } });
    await shop.db.shippingRateBand.create({ data: { ...rate, fromValue: 0, amount } });
    return methodId;
  };
  const live = { liveCarrier: "AntonPost", liveService: "Economy", daysFrom: 2, daysTo: 5 };
  methods = { post: await add("Post", 900, {}), live: await add("Economy", 790, live) };
});

const vienna = { country: "AT", state: "", postalCode: "1010", city: "Town" };

/** A checkout of records of 320 g for 20.00 each. */
async function started(shop: TestShop, { quantity = 1, weightGrams = 320 as number | null } = {}) {
  const variantId = await stockedVariant(shop, { onHand: 1_000, price: 2_000 });
  const sides = { lengthMm: 290, widthMm: 290, heightMm: 8 };
  await shop.db.variant.update({ where: { id: variantId }, data: { weightGrams, ...sides } });
  const cartToken = await guestWith(shop, { [variantId]: quantity });
  const { id: checkoutId, shipping } = await startCheckout(shop, { cartToken });
  const own = { checkoutId, cartToken };
  const quote = (destination: object = {}, more: object = {}) =>
    quoteCheckout(shop, { ...own, destination: { ...vienna, ...destination }, ...more });
  const press = (quoteNumber: number, shippingMethodId = methods.live) =>
    openPayment(shop, { ...own, quoteNumber, shippingMethodId, contact, shippingAddress });
  return { ...own, estimate: shipping, quote, press };
}

const asked = () => easypost.calls.length;

async function rateOf(shop: TestShop, checkoutId: string) {
  const { quote } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { quote: { select: { shippingMethod: true, shippingAmount: true } } },
  });
  return { ...readQuotedRate(quote.shippingMethod), shippingAmount: quote.shippingAmount };
}

const priceOf = ({ shippingOptions }: Awaited<ReturnType<typeof quoteCheckout>>, id = methods.live) =>
  shippingOptions.find((option) => option.id === id)?.price.amount;

test("a method costs what its carrier asks, converted, from quote to order; nobody is asked twice", async ({
  shop,
}) => {
  const { checkoutId, estimate, quote, press } = await started(shop);
  expect(estimate.amount).toBe(790); // of the table, as no address is known
  const before = asked();
  const quoted = await quote();
  // 4.95 USD at 1.25; a parcel of 420 g is below a pound
  expect(quoted).toMatchObject({ shipping: { amount: 396 }, shippingMethod: { id: methods.live } });
  expect(priceOf(quoted, methods.post)).toBe(900);
  expect(quoted.total.amount).toBe(2_396);
  expect(JSON.stringify(quoted)).not.toContain("AntonPost");
  const days = 86_400_000;
  const arrives = Date.parse(quoted.shippingMethod?.arrives?.from ?? "") - shop.clock.now().getTime();
  expect(arrives).toBeGreaterThan(3 * days); // the carrier's four working days, and one of handling
  expect(quoted.shippingMethod?.arrives?.from).toBe(quoted.shippingMethod?.arrives?.to);
  const { body } = easypost.calls.at(-1) ?? {};
  expect(body).toMatchObject({ shipment: { to_address: { city: "Town", zip: "1010", country: "AT" } } });
  expect(body).not.toMatchObject({ shipment: { to_address: { street1: expect.anything() } } });

  await quote();
  await quote({ city: "Town" }, { shippingMethodId: methods.post });
  const again = await quote({}, { shippingMethodId: methods.live });
  shop.clock.advance(14 * 60_000);
  const { payment, total } = await press(again.quoteNumber);
  expect(asked() - before).toBe(1);
  expect(total.amount).toBe(2_396);
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({ shippingAmount: 396, totalAmount: 2_396 });
  expect(readQuotedRate(order.shippingMethod)).toMatchObject({
    ...{ source: "live", carrier: "AntonPost", service: "Economy", cost: { amount: 495, currency: "usd" } },
    ids: [expect.stringMatching(/^rate_/)],
  });
  expect(await rateOf(shop, checkoutId)).toMatchObject({ source: "live", shippingAmount: 396 });
  const view = await getOrderForStaff(shop, { number: `DT-${order.number}` });
  expect(view.shippingRate).toMatchObject({ source: "live", cost: { amount: 495, currency: "usd" } });
  expect(JSON.stringify(await getOrder(shop, { orderId }))).not.toContain("AntonPost");
});

test("a checkout keeps its answer after that has become old for others, and others ask anew", async ({
  shop,
}) => {
  const [one, other] = [await started(shop), await started(shop)];
  const before = asked();
  const { quoteNumber } = await one.quote();
  expect((await other.quote()).shipping.amount).toBe(396); // the same parcel goes to the same place
  expect(asked() - before).toBe(1);
  await shop.db.checkout.updateMany({
    data: { expiresAt: new Date(shop.clock.now().getTime() + 7_200_000) },
  });
  shop.clock.advance(31 * 60_000);
  easypost.injectFault({ call: "create", kind: "error", status: 500, code: "ERROR" });
  const later = await started(shop);
  expect((await later.quote()).shipping.amount).toBe(790);
  expect(asked() - before).toBe(2);
  // Carriers have failed for somebody else since; this customer has an answer.
  expect((await one.press(quoteNumber)).total.amount).toBe(2_396);
  expect(asked() - before).toBe(2);
});

test("other goods or another place are asked for anew, and the old price does not come along", async ({
  shop,
}) => {
  const { checkoutId, quote } = await started(shop, { quantity: 2 });
  const before = asked();
  const near = await quote();
  expect(near.shipping.amount).toBe(464); // 5.80 USD for two pounds
  const far = await quote({ country: "US", postalCode: "94107", city: "San Francisco", state: "CA" });
  expect(far.shipping.amount).toBe(790); // Economy does not go there
  expect(await rateOf(shop, checkoutId)).toMatchObject({ source: "table", reason: "no_service" });
  expect((await quote()).shipping.amount).toBe(464);
  expect(asked() - before).toBe(2);
});

const faults: [Omit<Fault, "call">, string][] = [
  [{ kind: "error", status: 429, code: "RATE_LIMITED" } as Fault, "rate_limited"],
  [{ kind: "error", status: 500, code: "ERROR" } as Fault, "server_error"],
  [{ kind: "error", status: 401, code: "UNAUTHORIZED" } as Fault, "key_refused"],
  [{ kind: "error", status: 422, code: "ADDRESS.PARAMETERS.INVALID" } as Fault, "refused"],
  [{ kind: "garbage" }, "fault"],
  [{ kind: "gateway" }, "no_answer"],
  [{ kind: "lost_answer" }, "no_answer"],
  [{ kind: "no_rates", message: "closed" } as Fault, "no_service"],
];
test.each(faults)(
  "%j: the method's own rates, up to the order, and no second call",
  async (fault, reason) => {
    // The test shop is the fixture of `test`, which `each` does not hand over.
    await withFault(fault as Fault, reason);
  },
);

let theShop: TestShop;
test.beforeAll(({ shop }) => {
  theShop = shop;
});

async function withFault(fault: Fault, reason: string) {
  const { checkoutId, quote, press } = await started(theShop);
  easypost.injectFault({ ...fault, call: "create" });
  const before = asked();
  const { quoteNumber, shipping, shippingMethod } = await quote({}, { shippingMethodId: methods.live });
  expect(shipping.amount).toBe(790);
  expect(shippingMethod?.arrives?.from).not.toBe(shippingMethod?.arrives?.to); // 2 to 5 days
  expect(await rateOf(theShop, checkoutId)).toMatchObject({ source: "table", reason });
  // Carriers answer again, but the customer has seen this price.
  theShop.clock.advance(5 * 60_000);
  expect((await press(quoteNumber)).total.amount).toBe(2_790);
  expect(asked() - before).toBe(1);
}

test("who hangs is given up after three seconds, and after three failures nobody waits for a minute", async ({
  shop,
}) => {
  easypost.injectFault({ call: "create", kind: "hang", times: 4 });
  const before = asked();
  /** Each is given the table's price, for this reason. Answers how long the first of them waited, in milliseconds. */
  const given = async (quantities: number[], reason: string) => {
    const customers = await Promise.all(quantities.map((quantity) => started(shop, { quantity })));
    const began = performance.now();
    const waits = customers.map(async ({ checkoutId, quote }) => {
      expect((await quote({}, { shippingMethodId: methods.live })).shipping.amount).toBe(790);
      const waited = performance.now() - began;
      expect(await rateOf(shop, checkoutId)).toMatchObject({ source: "table", reason });
      return waited;
    });
    return Math.min(...(await Promise.all(waits)));
  };
  expect(await given([1, 2, 3], "timeout")).toBeGreaterThan(2_500);
  await given([4, 5], "resting");
  expect(asked() - before).toBe(3);
  expect(timeoutMs).toBe(3_000);
  expect((await getAttention(shop)).liveRates).toMatchObject({ count: 0 }); // not for long yet
  shop.clock.advance(15 * 60_000);
  expect((await getAttention(shop)).liveRates).toMatchObject({ count: 1, problem: { code: "timeout" } });

  // After the minute one customer tries it; the others do not wait with them.
  shop.clock.advance(61_000);
  const [first, second] = [await started(shop, { quantity: 7 }), await started(shop, { quantity: 8 })];
  const trying = first.quote({}, { shippingMethodId: methods.live });
  while (asked() - before < 4) await new Promise(setImmediate);
  expect((await second.quote({}, { shippingMethodId: methods.live })).shipping.amount).toBe(790);
  expect((await trying).shipping.amount).toBe(790);
  expect(asked() - before).toBe(4);

  shop.clock.advance(61_000);
  const healthy = await started(shop, { quantity: 6 });
  expect((await healthy.quote({}, { shippingMethodId: methods.live })).shipping.amount).not.toBe(790);
  expect(await shop.db.liveRateStatus.findFirst()).toMatchObject({ failures: 0, failingSince: null });
}, 60_000);

test("twenty quotes of one checkout at a time ask once, and show one price", async ({ shop }) => {
  const { quote } = await started(shop);
  easypost.injectFault({ call: "create", kind: "slow", ms: 200 });
  const before = asked();
  const quotes = await Promise.all(Array.from({ length: 20 }, () => quote()));
  expect(new Set(quotes.map(({ shipping }) => shipping.amount))).toEqual(new Set([396]));
  expect(new Set(quotes.map(({ quoteNumber }) => quoteNumber)).size).toBe(1);
  expect(asked() - before).toBe(1);
});

test("many who ask at a time get an answer: what is too much costs what the table says", async ({ shop }) => {
  const customers = [];
  for (let count = 1; count <= 24; count += 1) {
    const customer = await started(shop);
    customers.push(() => customer.quote({ city: `Town ${count}` }, { shippingMethodId: methods.live }));
  }
  easypost.injectFault({ call: "create", kind: "slow", ms: 500, times: 24 });
  const before = asked();
  const quotes = await Promise.all(customers.map((quote) => quote()));
  expect(asked() - before).toBeLessThanOrEqual(16);
  expect(new Set(quotes.map(({ shipping }) => shipping.amount))).toEqual(new Set([396, 790]));
});

test("one network can't ask carriers without end, and its checkout goes on", async ({ shop }) => {
  const { perMinute } = shop.settings.limits;
  shop.settings.limits = { ...shop.settings.limits, perMinute: { ...perMinute, carrierRates: 2 } };
  try {
    const { checkoutId, quote } = await started(shop);
    const before = asked();
    const from = (clientIp: string, city: string) => quote({ city }, { clientIp });
    for (const city of ["A", "B", "C", "D"]) await from("203.0.113.5", city);
    expect(asked() - before).toBe(2);
    expect(await rateOf(shop, checkoutId)).toMatchObject({ reason: "limited", shippingAmount: 790 });
    await from("203.0.113.6", "E");
    expect(asked() - before).toBe(3);
    shop.clock.advance(60_001);
    await from("203.0.113.5", "D");
    expect(asked() - before).toBe(4);
  } finally {
    shop.settings.limits = { ...shop.settings.limits, perMinute };
  }
});

test("all networks together have a budget of questions per minute; beyond it the method's own rates hold", async ({
  shop,
}) => {
  const { limits } = shop.settings;
  shop.clock.advance(60_001);
  shop.settings.limits = { ...limits, carrierRatesOfAll: 3 };
  try {
    const { checkoutId, quote } = await started(shop);
    const before = asked();
    for (const [place, clientIp] of [
      "203.0.113.21",
      "203.0.113.22",
      "203.0.113.23",
      "203.0.113.24",
    ].entries())
      await quote({ city: `Budget ${place}` }, { clientIp });
    expect(asked() - before).toBe(3);
    expect(await rateOf(shop, checkoutId)).toMatchObject({ reason: "limited", shippingAmount: 790 });
    shop.clock.advance(60_001);
    await quote({ city: "Budget 4" }, { clientIp: "203.0.113.24" });
    expect(asked() - before).toBe(4);
  } finally {
    shop.settings.limits = limits;
  }
});

test("nobody is asked for an address that is being typed, nor without weights, nor where it is free", async ({
  shop,
}) => {
  const before = asked();
  const typing = await started(shop);
  for (const part of [{ postalCode: "" }, { postalCode: "10" }, { city: "" }]) {
    expect((await typing.quote(part)).shipping.amount).toBe(790);
    expect(await rateOf(shop, typing.checkoutId)).toMatchObject({ reason: "address_incomplete" });
  }
  const unweighed = await started(shop, { weightGrams: null });
  await unweighed.quote();
  expect(await rateOf(shop, unweighed.checkoutId)).toMatchObject({ reason: "weight_unknown" });
  const many = await started(shop, { quantity: 9, weightGrams: 2_500 });
  await many.quote();
  expect(await rateOf(shop, many.checkoutId)).toMatchObject({ reason: "too_many_parcels" });
  const dear = await started(shop, { quantity: 10 });
  expect((await dear.quote({}, { shippingMethodId: methods.live })).shipping.amount).toBe(0);
  expect(await rateOf(shop, dear.checkoutId)).toMatchObject({ reason: "free" });
  expect(asked() - before).toBe(0);
});

test("goods for two boxes are two parcels, and cost what both do", async ({ shop }) => {
  const { checkoutId, quote } = await started(shop, { quantity: 2, weightGrams: 2_000 });
  const before = asked();
  const quoted = await quote({}, { shippingMethodId: methods.live });
  const parcels = easypost.calls.slice(before).map(({ body }) => body as { shipment: { parcel: object } });
  expect(parcels.map(({ shipment }) => shipment.parcel)).toMatchObject([{ weight: 74.1 }, { weight: 74.1 }]);
  expect(quoted.shipping.amount).toBe(1_336); // twice 8.35 USD, for five pounds
  expect(await rateOf(shop, checkoutId)).toMatchObject({ ids: [expect.anything(), expect.anything()] });
});

test("abroad the value is declared, and a carrier that tells no days leaves the method's", async ({
  shop,
}) => {
  await shop.db.shippingMethod.update({
    where: { id: methods.live },
    data: { liveCarrier: "bertalogistics", liveService: "worldwide" },
  });
  const { quote } = await started(shop, { quantity: 3 });
  const where = { country: "US", postalCode: "94107", city: "San Francisco", state: "California" };
  const quoted = await quote(where, { shippingMethodId: methods.live });
  expect(quoted.shipping.amount).toBe(3_340); // 23.10 EUR and two more pounds
  expect(quoted.shippingMethod?.arrives?.from).not.toBe(quoted.shippingMethod?.arrives?.to);
  expect(easypost.calls.at(-1)?.body).toMatchObject({
    shipment: {
      to_address: { state: "CA" },
      customs_info: { customs_items: [{ quantity: 3, value: 60, currency: "EUR" }] },
    },
  });
});

test("surcharges are saved, audited, and added before rounding up", async ({ shop }) => {
  const zone = await getShippingZone(shop, { zoneId });
  const live = { carrier: "AntonPost", service: "Economy", surchargePercent: 1_000, surchargeAmount: 50 };
  const changed = zone.methods.map((method) =>
    method.id === methods.live ? { ...method, live: { ...live, roundTo: 50 as const } } : method,
  );
  await updateShippingZone(shop, { ...zone, zoneId, methods: changed, by });
  const { quote } = await started(shop);
  expect((await quote({}, { shippingMethodId: methods.live })).shipping.amount).toBe(500); // 3.96 + 10 % + 0.50
  const entry = await shop.db.auditEntry.findFirstOrThrow({
    where: { action: "shipping.update_zone" },
    orderBy: { id: "desc" },
  });
  expect(JSON.stringify(entry.after)).toContain('"surcharge":{"amount":50,"currency":"eur"}');
});

test("without a rate of exchange, and without a connection, the table counts", async ({ shop }) => {
  const { carrier } = shop;
  try {
    shop.carrier = null;
    const { checkoutId, quote } = await started(shop);
    await quote({}, { shippingMethodId: methods.live });
    expect(await rateOf(shop, checkoutId)).toMatchObject({ reason: "not_connected", shippingAmount: 790 });
  } finally {
    shop.carrier = carrier;
  }
  await shop.db.liveRateAnswer.deleteMany();
  const { checkoutId, quote } = await started(shop);
  await quote();
  await shop.db.liveRateAnswer.updateMany({
    data: {
      rates: [
        {
          carrier: "AntonPost",
          service: "Economy",
          amount: 1,
          currency: "chf",
          days: 1,
          perBase: null,
          ids: ["r"],
        },
      ],
    },
  });
  const other = await started(shop);
  await other.quote({}, { shippingMethodId: methods.live });
  expect(await rateOf(shop, other.checkoutId)).toMatchObject({
    reason: "no_exchange_rate",
    shippingAmount: 790,
  });
  expect(checkoutId).not.toBe(other.checkoutId);
});

test("a shop without carriers' prices asks nobody and sends no statement more; with them it sends few", async ({
  shop,
}) => {
  const before = asked();
  const withLive = await started(shop);
  await withLive.quote();
  const live = await countStatements(() => withLive.quote());
  await shop.db.shippingMethod.updateMany({ data: { liveCarrier: null, liveService: null } });
  const table = await started(shop);
  await table.quote();
  expect(await countStatements(() => table.quote())).toBe(live - 3);
  expect(asked() - before).toBe(1);
});

test("an order that is paid another way stays where a carrier has priced it", async ({ shop }) => {
  const { checkoutId, quote } = await started(shop);
  const { quoteNumber } = await quote({}, { shippingMethodId: methods.live });
  await shop.db.checkout.update({ where: { id: checkoutId }, data: { shippingAddress: { ...vienna } } });
  const priceAt = (destination: object) =>
    transact(shop, "customer", async (unit) => {
      const current = await getQuote(unit.tx, { checkoutId, quoteNumber });
      const checkout = { ...(await getCheckout(unit.tx, checkoutId)), order: {} };
      const choice = { current, destination: { ...vienna, ...destination }, methodId: null };
      const taxAnswers = { checkoutId, isAddressComplete: true, failures: new Map() };
      return requote(unit, checkout, { ...choice, liveAnswerId: null, taxAnswers, customerVatId: null });
    });
  expect(await priceAt({ city: "Vienna" })).toMatchObject({ quote: { shippingAmount: 396 } });
  await expect(priceAt({ postalCode: "6020" })).rejects.toMatchObject({ code: "ORDER_DESTINATION_FIXED" });
});

test("staff see what carriers ask for an example, or why nobody answers; nothing is stored", async ({
  shop,
}) => {
  const example = { destination: vienna, weightGrams: 500 };
  const { rates, reason } = await tryLiveRates(shop, example);
  expect(reason).toBeNull();
  expect(rates.map(({ carrier, service }) => [carrier, service])).toContainEqual(["AntonPost", "Economy"]);
  easypost.injectFault({ call: "create", kind: "error", status: 429, code: "RATE_LIMITED" });
  expect(await tryLiveRates(shop, example)).toMatchObject({ rates: [], reason: "rate_limited" });
  const nowhere = { ...example, destination: { ...vienna, postalCode: "1" } };
  expect(await tryLiveRates(shop, nowhere)).toMatchObject({ reason: "address_incomplete" });
  expect(await shop.db.liveRateAnswer.count()).toBe(0);
});

test("answers are removed after their time, and orders keep what they say", async ({ shop }) => {
  await (await started(shop)).quote();
  await removeOld(shop);
  expect(await shop.db.liveRateAnswer.count()).toBe(1);
  shop.clock.advance((shop.settings.keptDays.carts + 1) * 86_400_000);
  expect(await removeOld(shop)).toMatchObject({ liveRateAnswers: 1 });
});

const digits = fc.integer({ min: 1, max: 5_000_000 }).map((value) => (value / 10_000).toFixed(4));
test("a carrier's price is converted exactly and rounded up: never less than it asks, and less than a step more", () => {
  fc.assert(
    fc.property(
      fc.record({
        amount: fc.integer({ min: 1, max: 100_000 }),
        perBase: digits,
        rate: digits,
        roundTo: fc.constantFrom(1, 10, 50, 100),
        surchargePercent: fc.integer({ min: 0, max: 10_000 }),
        currency: fc.constantFrom("usd", "jpy", "kwd", "gbp"),
      }),
      ({ amount, perBase, rate, roundTo, surchargePercent, currency }) => {
        const service = { carrier: "a", service: "b", surchargePercent, surchargeAmount: 0, roundTo };
        const asks = { ...service, amount, currency: "usd", days: null, perBase, ids: [] };
        const terms = { ...baseTerms({ baseCurrency: "eur" }), currency, rate };
        const power = { usd: 100, gbp: 100, jpy: 1, kwd: 1_000 }[currency] ?? 0;
        const exact = currency === "usd" ? amount : (amount / 100 / Number(perBase)) * Number(rate) * power;
        const due = exact * (1 + surchargePercent / 10_000);
        const price = liveAmount(service, asks, terms);
        const step = currency === "kwd" ? roundTo * 10 : roundTo;
        if (price === null) {
          expect(due).toBeGreaterThan(99_000_000);
          return;
        }
        expect(price % step).toBe(0);
        expect(price).toBeGreaterThanOrEqual(due * (1 - 1e-9));
        expect(price).toBeLessThan(due * (1 + 1e-9) + step);
      },
    ),
  );
});

test("an order that is restored from its payment keeps whose price it has; the CSV says it", async ({
  shop,
}) => {
  const { checkoutId, quote, press } = await started(shop);
  const dump = await dumpShop(shop);
  const { quoteNumber } = await quote({}, { shippingMethodId: methods.live });
  const { payment } = await press(quoteNumber);
  await payAtStripe(shop, payment.paymentIntentId);
  const { cost } = (await rateOf(shop, checkoutId)) as { cost: object };
  await using restored = await restoreShop(shop, dump);
  await syncPayment(restored, {
    ...{ paymentIntentId: payment.paymentIntentId, track: "webhook", thorough: true },
  });
  const order = await restored.db.order.findUniqueOrThrow({ where: { checkoutId } });
  expect(readQuotedRate(order.shippingMethod)).toEqual({
    ...{ source: "live", carrier: "AntonPost", service: "Economy", answerId: null, ids: [], cost },
  });
  let csv = "";
  for await (const part of await exportOrders(restored, { ...exportOrdersInput.parse({}), by })) csv += part;
  expect(csv).toContain(",live,AntonPost Economy,,");
});
