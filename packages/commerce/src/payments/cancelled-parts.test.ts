import { randomUUID } from "node:crypto";
import { amountStep, type ShipmentRest, updateCurrenciesInput, updateTaxInput } from "@dualtrack/contract";
import {
  buy,
  owner as by,
  clientIp,
  contact,
  dieAtStatement,
  dumpShop,
  guestWith,
  makeRetriesDue,
  openPayment,
  openTestShop,
  payAtStripe,
  restoreShop,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { describe, expect } from "vitest";
import {
  addDiscountCode,
  applyCode,
  auditLedger,
  cancelOrder,
  cancelPart,
  captureOrder,
  chooseCurrency,
  createDiscount,
  getCurrencies,
  getFigures,
  getOrder,
  getOrderForStaff,
  getTaxSettings,
  placeOrder,
  quoteCheckout,
  reconcile,
  refundOrder,
  type Shop,
  shipOrder,
  startCheckout,
  updateCurrencies,
  updateTaxSettings,
} from "../index.ts";
import { readInvoiceDocument } from "../invoices/invoice-document.ts";
import { capturePayment } from "./end-authorization.ts";
import { syncPayment } from "./sync-payment.ts";

/** A variant of a product whose customers are charged when it ships. */
async function preOrder(shop: TestShop, price = 2_000, onHand = 9): Promise<string> {
  const id = await stockedVariant(shop, { onHand, price });
  await shop.db.variant.update({
    where: { id },
    data: { product: { update: { capturesOnShipment: true } } },
  });
  return id;
}

/** An authorized order of three units of one variant and one of another: 20.00 and 7.00 each, and 5.90 of shipping. */
async function authorized(shop: TestShop, goods?: { record: string; book: string }) {
  const { record, book } = goods ?? { record: await preOrder(shop), book: await preOrder(shop, 700) };
  const bought = await buy(shop, { [record]: 3, [book]: 1 });
  await runJobs(shop);
  const order = await orderOf(shop, bought.orderId);
  expect(order).toMatchObject({ paymentState: "authorized", totalAmount: 7_290 });
  const lineOf = (variantId: string) => order.lines.find((line) => line.variantId === variantId)?.id ?? "";
  return { ...bought, ...{ record, book }, lines: { record: lineOf(record), book: lineOf(book) }, order };
}

const orderOf = (shop: TestShop, id: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { id },
    include: {
      lines: { orderBy: { position: "asc" } },
      invoices: { orderBy: [{ issuedAt: "asc" }, { id: "asc" }] },
      timeline: { orderBy: { id: "asc" } },
      mails: { orderBy: { createdAt: "asc" } },
    },
  });

const atStripe = (shop: TestShop, id: string) =>
  shop.stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });

type Units = { orderLineId: string; quantity: number; restock?: boolean }[];

const cancel = (shop: Shop, orderId: string, lines: Units, requestId: string = randomUUID()) =>
  cancelPart(shop, {
    ...{ orderId, requestId, note: "as agreed", by },
    lines: lines.map(({ restock = true, ...line }) => ({ ...line, restock })),
  });

const ship = (
  shop: Shop,
  orderId: string,
  lines: Units,
  { rest, id = randomUUID() }: { rest?: ShipmentRest | undefined; id?: string } = {},
) =>
  shipOrder(shop, {
    ...{ orderId, requestId: id, tellCustomer: false, by, lines },
    ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null },
    ...(rest === undefined ? {} : { rest }),
  });

async function expectSound(shop: TestShop) {
  expect((await auditLedger(shop)).violations).toEqual([]);
}

describe("cancelling a part before it is charged", () => {
  test("less is captured, its goods are back at once, no money moves, and everybody is told what will be charged", async ({
    shop,
  }) => {
    const before = await getFigures(shop);
    const { orderId, paymentIntentId, record, lines, order } = await authorized(shop);
    const requestId = randomUUID();
    await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }], requestId);
    await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }], requestId); // pressed twice
    expect(await stockOf(shop, record)).toEqual({ onHand: 8, reserved: 0 });
    await runJobs(shop);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ status: "requires_capture" });
    const cut = await orderOf(shop, orderId);
    expect(cut).toMatchObject({
      ...{ state: "confirmed", paymentState: "authorized" },
      uncapturedAmount: 4_000,
    });
    expect(cut.timeline.map(({ kind }) => kind)).toEqual([
      ...["placed", "confirmed", "goods_returned", "part_cancelled"],
    ]);
    expect(cut.mails.map(({ kind }) => kind)).toEqual(["order_confirmed", "part_cancelled"]);
    expect(cut.mails[1]?.text).toMatch(/We will charge €32\.90 of the €72\.90 that are reserved on Visa/);
    const seen = await getOrderForStaff(shop, { number: `DT-${order.number}` });
    expect(seen.payment).toMatchObject({
      authorization: { money: { amount: 3_290 } },
      refunded: { amount: 0 },
    });
    expect(seen.refunds).toMatchObject([{ isUncaptured: true, amount: { amount: 4_000 }, taxes: [] }]);
    expect(await getOrder(shop, { orderId })).toMatchObject({
      ...{ uncaptured: { amount: 4_000 }, refunds: [], refunded: { amount: 0 } },
      cancellations: [{ amount: { amount: 4_000 }, lines: [{ variantId: record, quantity: 2 }] }],
    });
    const sumsBefore = before.authorized.sums[0]?.amount ?? 0;
    expect((await getFigures(shop)).authorized.sums).toEqual([
      { amount: sumsBefore + 3_290, currency: "eur" },
    ]);
    expect(await shop.db.auditEntry.findMany({ where: { subject: `DT-${order.number}` } })).toMatchObject([
      { action: "order.cancel_part", after: { toCharge: { amount: 3_290 } } },
    ]);
    expect(cut.mails[1]?.text).toMatch(/To pay\s+€32\.90/);
    await expectSound(shop);

    await ship(shop, orderId, [{ orderLineId: lines.record, quantity: 1 }]);
    await runJobs(shop);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({
      status: "succeeded",
      amount_received: 3_290,
    });
    const charged = await orderOf(shop, orderId);
    expect(charged).toMatchObject({
      ...{ paymentState: "paid", fulfilmentState: "partly_shipped" },
      invoices: [{ kind: "invoice", totalAmount: 3_290 }],
    });
    expect(charged.mails.at(-1)?.text).toMatch(
      /We have charged €32\.90 of the €72\.90 that were reserved on Visa .*€40\.00 are released and never charged/,
    );
    expect(charged.mails.at(-1)?.text).toMatch(/Charged\s+€32\.90/);
    expect(charged.mails.at(-1)?.text).not.toContain("To pay");
    expect((await getOrder(shop, { orderId })).charge).toMatchObject({
      ...{ state: "charged", money: { amount: 3_290 } },
    });
    expect(charged.mails.some(({ kind }) => kind === "refund_sent")).toBe(false);
    const parts = readInvoiceDocument(charged.invoices[0]?.document).parts;
    expect(parts.map(({ quantity, totalAmount }) => [quantity, totalAmount])).toEqual([
      ...[
        [1, 2_000],
        [1, 700],
        [1, 590],
      ],
    ]);
    const after = await getFigures(shop);
    const revenues = ({ today, hoursToday, days }: typeof after) => [
      today.base.revenue,
      today.money.find(({ currency }) => currency === "eur")?.revenue ?? 0,
      hoursToday.reduce((sum, { revenue }) => sum + revenue, 0),
      days.at(-1)?.revenue ?? 0,
    ];
    const earlier = revenues(before);
    expect(revenues(after).map((revenue, place) => revenue - (earlier[place] ?? 0))).toEqual([
      ...[3_290, 3_290, 3_290, 3_290],
    ]);
    expect(after.today.base.refunded).toBe(before.today.base.refunded);
    // A refund of the rest gives back exactly what was charged.
    const { payment } = await getOrderForStaff(shop, { number: `DT-${order.number}` });
    expect(payment).toMatchObject({ received: { amount: 3_290 }, refundable: { amount: 3_290 } });
    await refundOrder(shop, {
      ...{ orderId, requestId: randomUUID(), amount: 3_290, lines: [], note: "", by, reason: "other" },
    });
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "refunded" });
    await expectSound(shop);
  });

  test("without restocking its goods stay out of stock", async ({ shop }) => {
    const { orderId, record, lines } = await authorized(shop);
    await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2, restock: false }]);
    expect(await stockOf(shop, record)).toEqual({ onHand: 6, reserved: 0 });
    await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
    await runJobs(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 7, reserved: 0 });
    const released = await orderOf(shop, orderId);
    expect(released).toMatchObject({ state: "cancelled", paymentState: "released" });
    // Neither page nor mail asks for money that nobody takes.
    expect((await getOrder(shop, { orderId })).charge).toMatchObject({
      ...{ state: "none", money: { amount: 0 }, taxes: [] },
    });
    expect(released.mails.at(-1)).toMatchObject({ kind: "order_cancelled" });
    expect(released.mails.at(-1)?.text).toMatch(/Charged\s+€0\.00/);
    expect(released.mails.at(-1)?.text).not.toContain("To pay");
    await expectSound(shop);
  });

  test("is refused when nothing would be left, for more than there is, and once it is charged", async ({
    shop,
  }) => {
    const { orderId, lines } = await authorized(shop);
    const three = { orderLineId: lines.record, quantity: 3 };
    const one = { orderLineId: lines.book, quantity: 1 };
    await expect(cancel(shop, orderId, [three, one])).rejects.toMatchObject({
      code: "NOTHING_LEFT_TO_CHARGE",
    });
    await expect(cancel(shop, orderId, [{ ...three, quantity: 4 }])).rejects.toMatchObject({
      code: "SHIP_TOO_MUCH",
    });
    await cancel(shop, orderId, [three]);
    await expect(cancel(shop, orderId, [{ ...three, quantity: 1 }])).rejects.toMatchObject({
      code: "SHIP_TOO_MUCH",
    });
    await captureOrder(shop, { orderId, by });
    await expect(cancel(shop, orderId, [one])).rejects.toMatchObject({ code: "CAPTURE_REQUESTED" });
    await runJobs(shop);
    await expect(cancel(shop, orderId, [one])).rejects.toMatchObject({ code: "NOTHING_TO_CAPTURE" });
    await expectSound(shop);
  });

  test("after Stripe has refused to capture it, the next try captures what is left", async ({ shop }) => {
    const { orderId, paymentIntentId, lines } = await authorized(shop);
    await captureOrder(shop, { orderId, by });
    const path = "/v1/payment_intents/*/capture";
    await shop.outside.fault({
      kind: "api",
      action: "error",
      status: 400,
      code: "charge_not_capturable",
      path,
    });
    await runJobs(shop);
    await shop.outside.noFaults();
    await cancel(shop, orderId, [{ orderLineId: lines.book, quantity: 1 }]);
    await captureOrder(shop, { orderId, by });
    await runJobs(shop);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ amount_received: 6_590 });
    shop.log.expectErrors(/Stripe refused to capture or release an authorization/);
    await expectSound(shop);
  });

  test("somebody captures all of it in Stripe's dashboard: what was cancelled is refunded", async ({
    shop,
  }) => {
    for (const captured of [7_290, 7_000]) {
      const { orderId, paymentIntentId, lines } = await authorized(shop);
      await cancel(shop, orderId, [{ orderLineId: lines.book, quantity: 1 }]);
      await shop.stripe.paymentIntents.capture(paymentIntentId, { amount_to_capture: captured });
      await syncPayment(shop, { paymentIntentId, track: "webhook" });
      await syncPayment(shop, { paymentIntentId, track: "sync" });
      await runJobs(shop);
      expect((await atStripe(shop, paymentIntentId)).latest_charge).toMatchObject({
        ...{ amount_captured: captured, amount_refunded: 700 },
      });
      const order = await orderOf(shop, orderId);
      expect(order).toMatchObject({
        ...{ paymentState: "partially_refunded", uncapturedAmount: 7_290 - captured },
        invoices: [
          { kind: "invoice", totalAmount: captured },
          { kind: "credit_note", totalAmount: captured - 6_590 },
        ],
      });
      await expectSound(shop);
    }
  });
});

describe("a shipment of a part", () => {
  test("charges all of it unless staff cancel the rest, whose goods return or not", async ({ shop }) => {
    for (const { rest, received, onHand, state } of [
      { rest: undefined, received: 7_290, onHand: 6, state: "partly_shipped" },
      { rest: "cancel_and_restock" as const, received: 4_590, onHand: 7, state: "shipped" },
      { rest: "cancel" as const, received: 4_590, onHand: 6, state: "shipped" },
    ]) {
      const { orderId, paymentIntentId, record, lines } = await authorized(shop);
      await ship(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }], { rest });
      expect(await stockOf(shop, record)).toEqual({ onHand, reserved: 0 });
      await runJobs(shop);
      expect(await atStripe(shop, paymentIntentId)).toMatchObject({ amount_received: received });
      const order = await orderOf(shop, orderId);
      expect(order).toMatchObject({
        ...{ paymentState: "paid", fulfilmentState: state, uncapturedAmount: 7_290 - received },
        invoices: [{ kind: "invoice", totalAmount: received }],
      });
      if (rest === undefined) continue;
      await expect(ship(shop, orderId, [{ orderLineId: lines.book, quantity: 1 }])).rejects.toMatchObject({
        code: "NOTHING_TO_SHIP",
      });
      const audited = await shop.db.auditEntry.findFirstOrThrow({ where: { subject: `DT-${order.number}` } });
      expect(audited).toMatchObject({
        action: "order.ship",
        after: { cancelled: { toCharge: { amount: 4_590 } } },
      });
    }
    await expectSound(shop);
  });

  test("can't cancel the rest of what is charged already", async ({ shop }) => {
    const { orderId, lines } = await authorized(shop);
    await captureOrder(shop, { orderId, by });
    const shipped = ship(shop, orderId, [{ orderLineId: lines.record, quantity: 1 }], { rest: "cancel" });
    await expect(shipped).rejects.toMatchObject({ code: "CAPTURE_REQUESTED" });
    expect(await shop.db.shipment.count({ where: { orderId } })).toBe(0);
    await runJobs(shop);
    await expectSound(shop);
  });
});

test("cancelling a part and capturing at the same moment happen one after the other", async ({ shop }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`seed ${seed}`);
  let first = { cancelled: 0, captured: 0 };
  for (let turn = 0; turn < 8; turn += 1) {
    const { orderId, paymentIntentId, lines } = await authorized(shop);
    const wait = () => new Promise((resolve) => setImmediate(resolve));
    const capture = async () => {
      if ((seed + turn) % 2 === 0) await wait();
      await captureOrder(shop, { orderId, by });
      // As in another process, at once; the queue's own job runs as well.
      await capturePayment(shop, { paymentIntentId });
    };
    const cancelling = async () => {
      if ((seed + turn) % 2 === 1) await wait();
      await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }]);
    };
    const [captured, cancelled] = await Promise.allSettled([capture(), cancelling()]);
    expect(captured.status).toBe("fulfilled");
    await runJobs(shop);
    const isCancelled = cancelled.status === "fulfilled";
    if (!isCancelled) expect(cancelled.reason.code).toMatch(/^(CAPTURE_REQUESTED|NOTHING_TO_CAPTURE)$/);
    first = {
      cancelled: first.cancelled + Number(isCancelled),
      captured: first.captured + Number(!isCancelled),
    };
    const received = isCancelled ? 3_290 : 7_290;
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ amount_received: received });
    expect(await orderOf(shop, orderId)).toMatchObject({
      ...{ paymentState: "paid", uncapturedAmount: 7_290 - received },
      invoices: [{ totalAmount: received }],
    });
  }
  console.info(JSON.stringify(first));
  await expectSound(shop);
});

test("a process dies at any statement: the part is cancelled whole or not at all, and the next try ends it", async ({
  shop,
}) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`seed ${seed}`);
  const steps: ((
    dying: Shop,
    order: Awaited<ReturnType<typeof authorized>>,
    id: string,
  ) => Promise<unknown>)[] = [
    (dying, { orderId, lines }, id) =>
      cancel(dying, orderId, [{ orderLineId: lines.record, quantity: 2 }], id),
    (dying, { orderId, lines }, id) =>
      ship(
        dying,
        orderId,
        [
          { orderLineId: lines.record, quantity: 1 },
          { orderLineId: lines.book, quantity: 1 },
        ],
        { rest: "cancel_and_restock", id },
      ),
  ];
  for (const step of steps) {
    const dying = async (nth: number) => {
      const order = await authorized(shop);
      const { orderId, record } = order;
      const id = randomUUID();
      const when = (nth + seed) % 2 === 0 ? "before" : "after";
      const count = await dieAtStatement(shop, { nth, when }, (one) => step(one, order, id));
      const { uncapturedAmount } = await orderOf(shop, orderId);
      expect([
        [0, 6],
        [4_000, 8],
      ]).toContainEqual([uncapturedAmount, (await stockOf(shop, record)).onHand]);
      await step(shop, order, id);
      expect(await orderOf(shop, orderId)).toMatchObject({ uncapturedAmount: 4_000 });
      await captureOrder(shop, { orderId, by });
      await runJobs(shop);
      expect(await atStripe(shop, order.paymentIntentId)).toMatchObject({ amount_received: 3_290 });
      return count;
    };
    const statements = await dying(Number.POSITIVE_INFINITY);
    for (let death = 0; death < 3; death += 1)
      await dying(1 + Math.floor((death * statements + (seed % statements)) / 3));
  }
  await expectSound(shop);
});

test("Stripe Tax has the tax of what was charged, even if it fails between the sale and what is taken from it", async () => {
  await using shop = await openTestShop();
  await shop.db.taxSettings.update({
    where: { id: 1 },
    data: { engine: "stripe_tax", taxBehavior: "exclusive" },
  });
  await shop.db.taxRegistration.create({ data: { country: "AT" } });
  await shop.db.taxRate.create({
    data: { country: "AT", name: "VAT", validFrom: new Date("2020-01-01"), rate: 200_000 },
  });
  const record = await preOrder(shop, 2_333);
  const { orderId } = await buy(shop, { [record]: 3 });
  await runJobs(shop);
  const { lines } = await orderOf(shop, orderId);
  await cancel(shop, orderId, [{ orderLineId: lines[0]?.id ?? "", quantity: 2 }]);
  await captureOrder(shop, { orderId, by });
  const path = "/v1/tax/transactions/create_reversal";
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path });
  await runJobs(shop);
  await shop.outside.noFaults();
  // Stripe has forgotten the idempotency keys by then.
  shop.clock.advance(25 * 60 * 60_000);
  await shop.outside.advance(25 * 60 * 60_000);
  await makeRetriesDue(shop);
  await runJobs(shop);
  const [invoice] = (await orderOf(shop, orderId)).invoices;
  const { stripeIds } = await shop.db.taxRecord.findFirstOrThrow({ where: { orderId } });
  expect(stripeIds).toHaveLength(2);
  let [amount, tax] = [0, 0];
  for (const id of stripeIds) {
    const { shipping_cost } = await shop.stripe.tax.transactions.retrieve(id);
    const { data } = await shop.stripe.tax.transactions.listLineItems(id, { limit: 100 });
    for (const part of [...data, ...(shipping_cost === null ? [] : [shipping_cost])]) {
      amount += part.amount;
      tax += part.amount_tax;
    }
  }
  expect({ total: amount + tax, tax }).toEqual({ total: invoice?.totalAmount, tax: invoice?.taxAmount });
  await expectSound(shop);
});

test("a database that was restored from a dump has what was charged, and asks staff for the goods of the rest", async () => {
  await using shop = await openTestShop();
  const known = await authorized(shop);
  const dump = await dumpShop(shop);
  const lost = await authorized(shop, known);
  for (const { orderId, lines } of [known, lost]) {
    await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }]);
    await captureOrder(shop, { orderId, by });
  }
  await runJobs(shop);
  await using restored = await restoreShop(shop, dump);
  await reconcile(restored, { windowMs: 2 * 24 * 60 * 60_000 });
  await runJobs(restored);
  for (const { paymentIntentId } of [known, lost]) {
    const order = await restored.db.order.findFirstOrThrow({
      where: { paymentIntentId },
      include: { invoices: true },
    });
    expect(order).toMatchObject({
      ...{ state: "confirmed", paymentState: "paid", totalAmount: 7_290, uncapturedAmount: 4_000 },
      invoices: [{ kind: "invoice", totalAmount: 3_290 }],
    });
    expect(await restored.db.refund.findMany({ where: { paymentIntentId } })).toMatchObject([
      { amount: 4_000, isUncaptured: true, isMadeAtStripe: true, goodsDecidedAt: null },
    ]);
  }
  await expectSound(restored);
});

test("the audit finds an order that was charged another amount than is left of it", async () => {
  await using shop = await openTestShop();
  const { orderId, lines } = await authorized(shop);
  await cancel(shop, orderId, [{ orderLineId: lines.record, quantity: 2 }]);
  await captureOrder(shop, { orderId, by });
  await runJobs(shop);
  await expectSound(shop);
  await shop.db.$executeRaw`update "order" set uncaptured_amount = 3999 where id = ${orderId}::uuid`;
  const { violations } = await auditLedger(shop);
  expect(violations.map(({ problem }) => problem)).toEqual(
    expect.arrayContaining([
      "charged another amount than is left of the order",
      "an order's part that is never charged is not the sum of its rows",
      "an invoice is not what was charged",
    ]),
  );
});

describe("whatever is cancelled", () => {
  test("Stripe, our books, the invoice and its tax agree to the last unit, in every currency", async () => {
    await using shop = await openTestShop();
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    console.info(`seed ${seed}`);
    let state = seed;
    const pick = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const code = await sellEverywhere(shop);
    for (let turn = 0; turn < 10; turn += 1) {
      await setTaxBehavior(shop, pick(2) === 0 ? "exclusive" : "inclusive");
      const variants = [await preOrder(shop, 333 + pick(3_000)), await preOrder(shop, 101 + pick(900))];
      const orderId = await authorizedIn(shop, {
        currency: ["eur", "jpy", "kwd"][turn % 3] ?? "eur",
        code: pick(2) === 0 ? code : null,
        items: Object.fromEntries(variants.map((variantId) => [variantId, 1 + pick(4)])),
      });
      await cancelAtRandom(shop, orderId, pick);
      const { lines } = await orderOf(shop, orderId);
      const number = `DT-${(await orderOf(shop, orderId)).number}`;
      const open = (await getOrderForStaff(shop, { number })).lines.filter((line) => line.openQuantity > 0);
      if (pick(2) === 0) await captureOrder(shop, { orderId, by });
      else {
        const shipped = open.slice(0, 1).map(({ id, openQuantity }) => ({
          ...{ orderLineId: id, quantity: 1 + pick(openQuantity) },
        }));
        await ship(shop, orderId, shipped, { rest: pick(2) === 0 ? "cancel_and_restock" : "charge" });
      }
      await runJobs(shop);
      await expectAgreement(shop, orderId);
      const { payment } = await getOrderForStaff(shop, { number });
      // All of it back, in two portions.
      const refundable = payment?.refundable.amount ?? 0;
      const step = (await orderOf(shop, orderId)).currency === "kwd" ? 10 : 1;
      const part = Math.floor((1 + pick(refundable)) / step) * step;
      for (const amount of [part, refundable - part].filter((each) => each > 0)) {
        shop.clock.advance(1_000);
        await refundOrder(shop, {
          ...{ orderId, requestId: randomUUID(), amount, lines: [], note: "", by, reason: "other" },
        });
        await runJobs(shop);
      }
      const back = await orderOf(shop, orderId);
      expect(back.paymentState).toBe("refunded");
      const sum = (read: (invoice: (typeof back.invoices)[number]) => number) =>
        back.invoices.reduce((all, each) => all + (each.kind === "invoice" ? 1 : -1) * read(each), 0);
      expect([sum(({ totalAmount }) => totalAmount), sum(({ taxAmount }) => taxAmount)]).toEqual([0, 0]);
      expect(lines).toHaveLength(2);
    }
    await expectSound(shop);
  });
});

/** One to three cancellations, each of some units; a refusal as nothing would be left is one of the outcomes. */
async function cancelAtRandom(shop: TestShop, orderId: string, pick: (below: number) => number) {
  const number = `DT-${(await orderOf(shop, orderId)).number}`;
  for (let times = 1 + pick(3); times > 0; times -= 1) {
    const { lines } = await getOrderForStaff(shop, { number });
    const units = lines
      .map(({ id, openQuantity }) => ({ orderLineId: id, quantity: pick(openQuantity + 1) }))
      .filter(({ quantity }) => quantity > 0)
      .map((line) => ({ ...line, restock: pick(2) === 0 }));
    shop.clock.advance(1_000);
    if (units.length > 0)
      await cancel(shop, orderId, units).catch((error: { code?: string }) => {
        if (error.code !== "NOTHING_LEFT_TO_CHARGE") throw error;
      });
  }
}

async function expectAgreement(shop: TestShop, orderId: string) {
  const order = await orderOf(shop, orderId);
  const { amount_received } = await atStripe(shop, order.paymentIntentId ?? "");
  expect(amount_received).toBe(order.totalAmount - order.uncapturedAmount);
  expect(order.invoices).toMatchObject([{ kind: "invoice", totalAmount: amount_received }]);
  const { parts, taxes, taxAmount, taxBehavior } = readInvoiceDocument(order.invoices[0]?.document);
  const sum = (amounts: number[]) => amounts.reduce((all, each) => all + each, 0);
  expect(sum(parts.map(({ totalAmount }) => totalAmount))).toBe(amount_received);
  expect(sum(taxes.map((tax) => tax.taxAmount))).toBe(taxAmount);
  const { uncaptured, charge } = await getOrder(shop, { orderId });
  if (uncaptured.amount === 0) expect(charge).toBeNull();
  // The customer's page has the invoice's tax.
  else expect(sum(charge?.taxes.map(({ tax }) => tax.amount) ?? [])).toBe(taxAmount);
  for (const part of parts) {
    const tax = sum(part.taxes.map((each) => each.taxAmount));
    const onTop = taxBehavior === "exclusive" ? tax : 0;
    if (part.unitAmount !== null)
      expect(part.quantity * part.unitAmount - part.discountAmount + onTop).toBe(part.totalAmount);
    expect(part.discountAmount).toBeGreaterThanOrEqual(0);
    // What is taxed and the tax are the price; the tax is the rate's, give or take what rounding to amounts that can be sent makes.
    for (const each of part.taxes) {
      expect(each.taxableAmount + each.taxAmount).toBe(part.totalAmount);
      expect(Math.abs(each.taxAmount - (each.taxableAmount * each.rate) / 1_000_000)).toBeLessThanOrEqual(
        3 * amountStep(order.currency),
      );
    }
  }
  const cancelled = await shop.db.refundLine.groupBy({
    by: ["orderLineId"],
    where: { orderLine: { orderId }, refund: { isUncaptured: true } },
    _sum: { quantity: true },
  });
  for (const line of order.lines) {
    const units = cancelled.find(({ orderLineId }) => orderLineId === line.id)?._sum.quantity ?? 0;
    const part = parts.find(({ position }) => position === line.position);
    expect(part?.quantity ?? 0).toBe(line.quantity - units);
  }
}

/** Sells in yen and dinars, too, with 20 % VAT. Answers the code of a discount of 10 %. */
async function sellEverywhere(shop: TestShop): Promise<string> {
  const { version, baseCurrency } = await getCurrencies(shop);
  const offered = (currency: string, step: number, rate: string) => ({
    ...{ currency, rateSource: "manual", rate, rounding: { step, ending: 0 }, countries: [] },
  });
  const currencies = [offered("jpy", 1, "161.53"), offered("kwd", 10, "0.33205")];
  await updateCurrencies(shop, { ...updateCurrenciesInput.parse({ version, baseCurrency, currencies }), by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  const { discountId } = await createDiscount(shop, {
    ...{ requestId: randomUUID(), by },
    discount: {
      ...{ name: "Summer", kind: "percent", percentBps: 1_000, buyQuantity: null, getQuantity: null },
      ...{ isAutomatic: false, isCombinable: false, productIds: null, categoryIds: [], countries: [] },
      ...{ isFirstOrderOnly: false, startsAt: null, endsAt: null, maxUses: null, maxUsesPerCustomer: null },
      amounts: [],
    },
  });
  await addDiscountCode(shop, { discountId, code: "SUMMER-10", maxUses: null, by });
  return "SUMMER-10";
}

async function setTaxBehavior(shop: TestShop, taxBehavior: "inclusive" | "exclusive") {
  const { version } = await getTaxSettings(shop);
  const rate = { country: "AT", state: "", taxCode: "standard", name: "VAT", rate: 200_000 };
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior, sellerCountry: "AT", isOssRegistered: true },
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
    registrations: [{ country: "AT" }],
    rates: [{ ...rate, validFrom: "2020-01-01", validUntil: null }],
  });
  await updateTaxSettings(shop, { ...input, by });
}

async function authorizedIn(
  shop: TestShop,
  { currency, code, items }: { currency: string; code: string | null; items: Record<string, number> },
): Promise<string> {
  const cartToken = await guestWith(shop, items);
  await chooseCurrency(shop, { token: cartToken, currency });
  if (code !== null) await applyCode(shop, { token: cartToken, code });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const { quoteNumber } = await quoteCheckout(shop, { checkoutId, cartToken, destination: shippingAddress });
  const { payment } = await openPayment(shop, {
    ...{ checkoutId, cartToken, quoteNumber, contact, shippingAddress, clientIp },
  });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  return orderId;
}
