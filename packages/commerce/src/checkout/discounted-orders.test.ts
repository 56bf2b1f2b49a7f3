import { randomUUID } from "node:crypto";
import { exportOrdersInput } from "@dualtrack/contract";
import { connect, lockCustomer } from "@dualtrack/db";
import {
  contact,
  guestWith,
  openPayment,
  owner,
  payAtStripe,
  reservationMs,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addDiscountCode,
  addToCart,
  applyCode,
  auditLedger,
  createDiscount,
  exportOrders,
  getCart,
  pauseDiscount,
  placeOrder,
  quoteCheckout,
  removeCode,
  type Shop,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { expireCheckouts } from "./end-checkout.ts";

const exportInput = exportOrdersInput.parse({});

interface Terms {
  /** The third one is free. */
  kind?: "percent" | "free_shipping" | "amount" | "buy_x_get_y";
  /** Of an amount, in cents. */
  amount?: number;
  maxUses?: number | null;
  maxUsesPerCustomer?: number | null;
  isFirstOrderOnly?: boolean;
  codes?: number;
  /** ISO instant. */
  endsAt?: string;
}

const ungrouped = { buyQuantity: null, getQuantity: null };
const sharesOf = {
  percent: { percentBps: 1_000, ...ungrouped },
  amount: { percentBps: null, ...ungrouped },
  free_shipping: { percentBps: null, ...ungrouped },
  buy_x_get_y: { percentBps: 10_000, buyQuantity: 2, getQuantity: 1 },
};

/** 10 % off everything, by codes. */
async function discountBy(shop: TestShop, terms: Terms = {}) {
  const {
    kind = "percent",
    amount,
    maxUses = null,
    maxUsesPerCustomer = null,
    isFirstOrderOnly = false,
    endsAt = null,
    codes: count = 1,
  } = terms;
  const requestId = randomUUID();
  const { discountId } = await createDiscount(shop, {
    requestId,
    by: owner,
    discount: {
      ...{ name: "Summer", kind, ...sharesOf[kind] },
      ...{
        isAutomatic: false,
        isCombinable: false,
        productIds: null,
        categoryIds: [],
        countries: [],
      },
      ...{ isFirstOrderOnly, startsAt: null, endsAt, maxUses, maxUsesPerCustomer },
      amounts: amount === undefined ? [] : [{ currency: "eur", amount, minSubtotalAmount: null }],
    },
  });
  const prefix = requestId.slice(0, 8).toUpperCase();
  const codes = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  for (const code of codes) await addDiscountCode(shop, { discountId, code, maxUses: null, by: owner });
  return { discountId, codes, code: codes[0] ?? "" };
}

/** A guest whose cart has one unit of the record, and the code. */
async function guestWithCode(shop: Shop, record: string, code: string): Promise<string> {
  const token = await guestWith(shop, { [record]: 1 });
  await applyCode(shop, { token, code });
  return token;
}

async function started(shop: Shop, record: string, code: string) {
  const cartToken = await guestWithCode(shop, record, code);
  const checkout = await startCheckout(shop, { cartToken });
  const press = (seen: number = checkout.quoteNumber, email = contact.email) =>
    openPayment(shop, {
      ...{ checkoutId: checkout.id, cartToken, quoteNumber: seen, shippingAddress },
      contact: { ...contact, email },
    });
  return { ...checkout, cartToken, press };
}

async function bought(
  shop: TestShop,
  record: string,
  code: string,
  { email = contact.email, card }: { email?: string; card?: string } = {},
) {
  const checkout = await started(shop, record, code);
  const { payment } = await checkout.press(checkout.quoteNumber, email);
  await payAtStripe(shop, payment.paymentIntentId, card);
  await placeOrder(shop, payment);
  await syncPayment(shop, { ...payment, track: "sync" });
  return { ...checkout, ...payment };
}

const usesOf = async (shop: TestShop, discountId: string) =>
  (await shop.db.discountUse.findMany({ where: { discountId }, select: { state: true } })).map(
    ({ state }) => state,
  );

const problems = async (shop: TestShop) => (await auditLedger(shop)).violations;

test("a code that is worth more than the goods says so, and nothing of the sort once there is enough", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { code } = await discountBy(shop, { kind: "amount", amount: 3_000 });
  const token = await guestWithCode(shop, record, code);
  const worth = { amount: 3_000, currency: "eur" };
  expect(await getCart(shop, { token })).toMatchObject({
    codes: [{ code, refusal: null, cappedFrom: worth }],
    total: { amount: 590 },
  });
  const { id: checkoutId } = await startCheckout(shop, { cartToken: token });
  const destination = { country: "AT", state: "", postalCode: "1010" };
  expect(await quoteCheckout(shop, { checkoutId, cartToken: token, destination })).toMatchObject({
    codes: [{ code, cappedFrom: worth }],
  });
  await addToCart(shop, { token, variantId: record, quantity: 1 });
  expect((await getCart(shop, { token })).codes).toEqual([{ code, refusal: null, cappedFrom: null }]);
});

test("a code lowers the price from cart to order, and its use is reserved, then committed", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { discountId, code } = await discountBy(shop);
  const token = await guestWithCode(shop, record, code);
  const off = [{ name: "Summer", code, amount: { amount: 200, currency: "eur" } }];
  expect(await getCart(shop, { token })).toMatchObject({
    discounts: off,
    codes: [{ code, refusal: null }],
    total: { amount: 2_390 }, // 20.00 - 2.00 + 5.90
  });

  const checkout = await bought(shop, record, code);
  expect(checkout).toMatchObject({ discounts: off, total: { amount: 2_390 }, quoteNumber: 1 });
  const intent = await shop.stripe.paymentIntents.retrieve(checkout.paymentIntentId);
  expect(intent.amount_received).toBe(2_390);
  expect(await usesOf(shop, discountId)).toEqual(["committed"]);
  expect(await getCart(shop, { token: checkout.cartToken })).toMatchObject({ codes: [], lines: [] });
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: checkout.id } });
  expect(order).toMatchObject({ state: "confirmed", discountAmount: 200, totalAmount: 2_390 });
  expect(order.discounts).toMatchObject([{ discountId, code, name: "Summer", amount: 200 }]);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId: order.id, kind: "order_confirmed" } });
  expect(mail.text).toContain(`Summer (${code})   −€2.00`);
  const [number, parts] = [`DT-${order.number}`, await exportOrders(shop, { ...exportInput, by: owner })];
  let csv = "";
  for await (const part of parts) csv += part;
  expect(csv.split("\r\n").find((row) => row.includes(number))).toContain(`${code},Summer: 2.00`);
  expect(await problems(shop)).toEqual([]);
});

test("free shipping by a code costs nothing of what is shipped, whatever the method", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { code } = await discountBy(shop, { kind: "free_shipping" });
  const checkout = await bought(shop, record, code);
  expect(checkout).toMatchObject({ shipping: { amount: 0 }, total: { amount: 2_000 } });
  expect(checkout.discounts).toMatchObject([{ amount: { amount: 590 }, offShipping: { amount: 590 } }]);
  expect(await shop.db.order.findUnique({ where: { id: checkout.id } })).toMatchObject({
    ...{ shippingAmount: 0, discountAmount: 0, totalAmount: 2_000, state: "confirmed" },
  });
});

test("of three records one of the cheapest is free, from cart to order", async ({ shop }) => {
  const [dear, cheap] = [
    await stockedVariant(shop, { onHand: 5, price: 2_000 }),
    await stockedVariant(shop, { onHand: 5, price: 1_000 }),
  ];
  const { code } = await discountBy(shop, { kind: "buy_x_get_y" });
  const token = await guestWith(shop, { [dear]: 2 });
  await applyCode(shop, { token, code });
  expect(await getCart(shop, { token })).toMatchObject({ discounts: [], total: { amount: 4_590 } });
  await addToCart(shop, { token, variantId: cheap, quantity: 2 });
  // One group of three: the dearest two and one of the others, which is free.
  expect(await getCart(shop, { token })).toMatchObject({
    discounts: [{ code, amount: { amount: 1_000 } }],
    total: { amount: 5_590 },
  });
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken: token });
  const { payment } = await openPayment(shop, {
    ...{ checkoutId, cartToken: token, quoteNumber, shippingAddress, contact },
  });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await syncPayment(shop, { ...payment, track: "sync" });
  const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId }, include: { lines: true } });
  const free = order.lines.find(({ variantId }) => variantId === cheap);
  expect(free).toMatchObject({ quantity: 2, discountAmount: 1_000, totalAmount: 1_000 });
  expect(await problems(shop)).toEqual([]);
});

test("a code that nobody has given out is refused, one that has ended, and one too many; a code stays beside its reason", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { codes, discountId } = await discountBy(shop, { codes: 6 });
  const token = await guestWith(shop, { [record]: 1 });
  await expect(applyCode(shop, { token, code: "GUESSED" })).rejects.toMatchObject({
    code: "DISCOUNT_CODE_UNKNOWN",
  });
  const ended = await discountBy(shop, { endsAt: "2026-01-01T00:00:00.000Z" });
  await expect(applyCode(shop, { token, code: ended.codes[0] ?? "" })).rejects.toMatchObject({
    ...{ code: "DISCOUNT_CODE_ENDED", details: { endsAt: "2026-01-01T00:00:00.000Z" } },
  });
  for (const code of codes.slice(0, 5)) await applyCode(shop, { token, code });
  expect(await getCart(shop, { token })).toMatchObject({
    discounts: [{ code: codes[0] }],
    codes: codes
      .slice(0, 5)
      .map((code, at) => ({ code, refusal: at === 0 ? null : { reason: "same_discount", code: codes[0] } })),
  });
  await expect(applyCode(shop, { token, code: codes[5] ?? "" })).rejects.toMatchObject({
    code: "DISCOUNT_CODES_LIMIT",
  });
  for (const code of codes.slice(1, 5)) await removeCode(shop, { token, code });
  await pauseDiscount(shop, { discountId, paused: true, by: owner });
  expect(await getCart(shop, { token })).toMatchObject({
    codes: [{ code: codes[0], refusal: { reason: "paused" } }],
    discounts: [],
  });
});

test("200 customers in two processes, 25 codes of one discount with 10 uses: exactly 10 checkouts have one", async ({
  shop,
}) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  const record = await stockedVariant(shop, { onHand: 200, price: 2_000 });
  const { discountId, codes } = await discountBy(shop, { maxUses: 10, codes: 25 });
  const db = connect(shop.databaseUrl, { maxConnections: 10, maxWaitMs: 60_000 });
  try {
    const processes: Shop[] = [shop, { ...shop, db }];
    const guests = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        guestWithCode(shop, record, codes[(index * 7 + seed) % codes.length] ?? ""),
      ),
    );
    const checkouts = await Promise.all(
      guests.map((cartToken, index) => startCheckout(processes[index % 2] ?? shop, { cartToken })),
    );
    const lucky = checkouts.filter(({ discount }) => discount.amount > 0);
    expect(lucky).toHaveLength(10);
    expect(new Set(lucky.map(({ total }) => total.amount))).toEqual(new Set([2_390]));
    expect(await usesOf(shop, discountId)).toEqual(Array(10).fill("reserved"));
    expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 10 });
    // Each was answered the price that is stored: that without the code, where others were faster.
    const stored = await shop.db.checkout.findMany({
      where: { id: { in: checkouts.map(({ id }) => id) } },
      select: { id: true, quoteNumber: true, quote: { select: { totalAmount: true } } },
    });
    const answered = checkouts.map(({ id, quoteNumber, total }) => ({
      ...{ id, quoteNumber, quote: { totalAmount: total.amount } },
    }));
    expect(new Set(answered)).toEqual(new Set(stored));
    // Who has none is told why.
    const place = checkouts.findIndex(({ discount }) => discount.amount === 0);
    expect(await getCart(shop, { token: guests[place] ?? "" })).toMatchObject({
      codes: [{ refusal: { reason: "used_up" } }],
    });
    expect(await stockOf(shop, record)).toEqual({ onHand: 200, reserved: 200 });
    expect(await problems(shop)).toEqual([]);
    // All of them leave, and the uses are free again.
    shop.clock.advance(reservationMs + 1);
    await expireCheckouts(shop);
    expect(await usesOf(shop, discountId)).toEqual(Array(10).fill("released"));
    expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 0 });
    expect(await problems(shop)).toEqual([]);
  } finally {
    await db.$disconnect();
  }
});

test("goods that are sold out reserve no use", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const cartToken = await guestWithCode(shop, record, code);
  await startCheckout(shop, { cartToken: await guestWith(shop, { [record]: 1 }) });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  expect(await usesOf(shop, discountId)).toEqual([]);
  expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 0 });
});

test("a discount that is paused before Pay is said in words, nothing is opened, and its use is free", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const { press, id } = await started(shop, record, code);
  await pauseDiscount(shop, { discountId, paused: true, by: owner });
  await expect(press()).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      codes: [{ code, refusal: { reason: "paused" } }],
      changes: [
        { part: "discount", before: { amount: 200 }, after: { amount: 0 } },
        { part: "total", before: { amount: 2_390 }, after: { amount: 2_590 } },
      ],
    },
  });
  expect(await usesOf(shop, discountId)).toEqual(["released"]);
  expect(await shop.db.paymentSession.count({ where: { checkoutId: id } })).toBe(0);
  const { total } = await press(2);
  expect(total.amount).toBe(2_590);
});

test("a code that is removed at the checkout is given back at once; one that is added is reserved", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const { id: checkoutId, cartToken } = await started(shop, record, code);
  const own = { checkoutId, cartToken, destination: { country: "AT", state: "", postalCode: "1010" } };
  await removeCode(shop, { token: cartToken, code });
  expect(await quoteCheckout(shop, own)).toMatchObject({ codes: [], total: { amount: 2_590 } });
  expect(await usesOf(shop, discountId)).toEqual(["released"]);
  await applyCode(shop, { token: cartToken, code });
  expect(await quoteCheckout(shop, own)).toMatchObject({
    codes: [{ code, refusal: null }],
    total: { amount: 2_390 },
  });
  expect(await usesOf(shop, discountId)).toEqual(["reserved"]);
});

/** The customer pays after the reservation has run out here. */
async function paidTooLate(shop: TestShop, record: string, code: string) {
  const late = await started(shop, record, code);
  const { payment } = await late.press();
  await payAtStripe(shop, payment.paymentIntentId);
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`select end_reservations(${late.id}::uuid, 'expired', now())`;
    await tx.discountUse.updateMany({
      where: { checkoutId: late.id },
      data: { state: "released", endedAt: shop.clock.now() },
    });
    await tx.checkout.update({ where: { id: late.id }, data: { state: "expired" } });
  });
  return { ...late, ...payment };
}

test("money that arrives after the reservation takes a use that is still free", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const late = await paidTooLate(shop, record, code);
  expect(await syncPayment(shop, { ...late, track: "sync" })).toBe("confirmed");
  expect(await usesOf(shop, discountId)).toEqual(["committed"]);
  expect(await problems(shop)).toEqual([]);
});

test("money that arrives after the discount is used up goes back in full", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const late = await paidTooLate(shop, record, code);
  await bought(shop, record, code);
  expect(await syncPayment(shop, { ...late, track: "sync" })).toBe("refund_due");
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({
    where: { id: late.id },
    include: { timeline: { orderBy: { id: "asc" } } },
  });
  expect(order).toMatchObject({ state: "cancelled", paymentState: "refunded" });
  expect(order.timeline.map(({ kind }) => kind)).toContain("cancelled_discount_used_up");
  expect((await usesOf(shop, discountId)).toSorted()).toEqual(["committed", "released"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  expect(await problems(shop)).toEqual([]);
});

test("goods that are gone when the money arrives give the use back", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const late = await paidTooLate(shop, record, code);
  await startCheckout(shop, { cartToken: await guestWith(shop, { [record]: 1 }) });
  expect(await syncPayment(shop, { ...late, track: "sync" })).toBe("refund_due");
  expect(await usesOf(shop, discountId)).toEqual(["returned"]);
  await runJobs(shop);
  expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 0 });
});

test("an order that is refunded in full gives its use back; one whose dispute is lost does not", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { discountId, code } = await discountBy(shop);
  const [refunded, disputed] = [await bought(shop, record, code), await bought(shop, record, code)];
  await shop.stripe.refunds.create({ payment_intent: refunded.paymentIntentId, amount: 100 });
  await syncPayment(shop, { ...refunded, track: "sync" });
  expect(await usesOf(shop, discountId)).toEqual(["committed", "committed"]);
  await shop.stripe.refunds.create({ payment_intent: refunded.paymentIntentId });
  for (const _ of [1, 2]) await syncPayment(shop, { ...refunded, track: "sync" });
  const { latest_charge } = await shop.stripe.paymentIntents.retrieve(disputed.paymentIntentId);
  const { id: disputeId } = await shop.outside.dispute(String(latest_charge));
  await shop.outside.decideDispute(disputeId, "lose");
  await syncPayment(shop, { ...disputed, track: "sync" });
  const states = await shop.db.discountUse.findMany({ where: { discountId } });
  const stateOf = (id: string) => states.find(({ checkoutId }) => checkoutId === id)?.state;
  expect([stateOf(refunded.id), stateOf(disputed.id)]).toEqual(["returned", "committed"]);
});

test("one customer who presses Pay four times at once under other spellings of their address gets one of one use", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { code } = await discountBy(shop, { maxUsesPerCustomer: 1 });
  const all: Awaited<ReturnType<typeof started>>[] = [];
  for (let one = 0; one < 4; one += 1) all.push(await started(shop, record, code));
  const name = randomUUID().slice(0, 8);
  // All of them wait for the customer's lock, so none can have read what another one has used.
  const presses = await shop.db.$transaction(async (tx) => {
    await lockCustomer(tx, `${name}x@example.com`);
    const begun = all.map(({ press }, place) =>
      press(1, `${name}${".".repeat(place % 2)}x+${place}@Example.com`),
    );
    const waiting = () => shop.db.$queryRaw<unknown[]>`
      select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await waiting()).length, { timeout: 5_000 }).toBe(4);
    return { begun };
  });
  const outcomes = await Promise.allSettled(presses.begun);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(3);
  for (const outcome of refused)
    expect(outcome).toMatchObject({
      reason: { code: "QUOTE_CHANGED", details: { codes: [{ refusal: { reason: "used_by_customer" } }] } },
    });
});

const refusedAs = (reason: string) => ({
  code: "QUOTE_CHANGED",
  details: { codes: [{ refusal: { reason } }] },
});

test("a customer is known by their card, too, once they have paid with it", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { discountId, code } = await discountBy(shop, { maxUsesPerCustomer: 2 });
  const [ada, bob, eve] = [0, 1, 2].map(() => `${randomUUID()}@example.com`);
  const card = "pm_card_mastercard";
  await bought(shop, record, code, { email: ada, card });
  await bought(shop, record, code, { email: bob, card });
  for (const email of [ada, bob]) {
    const third = await started(shop, record, code);
    await expect(third.press(third.quoteNumber, email)).rejects.toMatchObject(refusedAs("used_by_customer"));
  }
  await bought(shop, record, code, { email: eve, card: "pm_card_amex" });
  expect((await usesOf(shop, discountId)).toSorted()).toEqual([
    ...Array(3).fill("committed"),
    ...Array(2).fill("released"),
  ]);
});

test("a discount on the first order is for no second one", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { code } = await discountBy(shop, { isFirstOrderOnly: true });
  const email = `${randomUUID()}@example.com`;
  expect((await bought(shop, record, code, { email })).discounts).toMatchObject([{ code }]);
  const again = await started(shop, record, code);
  await expect(again.press(again.quoteNumber, email)).rejects.toMatchObject(refusedAs("not_first_order"));
});

test("a failed order's codes are back in the cart, and the order keeps its price", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const { discountId, code } = await discountBy(shop, { maxUses: 1 });
  const checkout = await started(shop, record, code);
  const { payment } = await checkout.press();
  await placeOrder(shop, payment);
  expect(await getCart(shop, { token: checkout.cartToken })).toMatchObject({ codes: [] });
  await payAtStripe(shop, payment.paymentIntentId, "pm_card_visa_chargeDeclined").catch(() => {});
  await syncPayment(shop, { ...payment, track: "sync" });
  expect(await getCart(shop, { token: checkout.cartToken })).toMatchObject({
    codes: [{ code, refusal: null }],
    total: { amount: 2_390 },
  });
  expect(await usesOf(shop, discountId)).toEqual(["reserved"]);
  const again = await startCheckout(shop, { cartToken: checkout.cartToken });
  expect(again).toMatchObject({ id: checkout.id, total: { amount: 2_390 } });
  const { payment: second } = await checkout.press(again.quoteNumber);
  await payAtStripe(shop, second.paymentIntentId);
  expect(await syncPayment(shop, { ...second, track: "sync" })).toBe("confirmed");
  expect(await usesOf(shop, discountId)).toEqual(["committed"]);
  expect(await problems(shop)).toEqual([]);
});

test("the same facts in any order and twice settle a discounted order once", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { discountId, code } = await discountBy(shop, { maxUses: 2 });
  const checkout = await started(shop, record, code);
  const { payment } = await checkout.press();
  await payAtStripe(shop, payment.paymentIntentId);
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, () => syncPayment(shop, { ...payment, track: "webhook" })),
  );
  expect(new Set(outcomes)).toEqual(new Set(["confirmed"]));
  expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 1 });
});
