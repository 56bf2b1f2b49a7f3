import { setTimeout as pause } from "node:timers/promises";
import {
  manager as by,
  clientIp,
  contact,
  debitAtStripe,
  payAtStripe,
  pressPayAtStripe,
  runJobs,
  setPaymentPage,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
  turn,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { openPaymentLink } from "../checkout/open-payment-link.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { prepareCheckout } from "../checkout/prepare-checkout.ts";
import { quoteCheckout } from "../checkout/quote-checkout.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { removeOld } from "../operations/remove-old.ts";
import { cancelDraftOrder } from "./cancel-draft-order.ts";
import { extendDraftOrder } from "./extend-draft-order.ts";
import { priceDraftOrder } from "./price-draft-order.ts";
import { remindOfPaymentLink } from "./remind-of-payment-link.ts";
import { mailPaymentLink, renewPaymentLink } from "./renew-payment-link.ts";
import { updateDraftOrder } from "./save-draft-order.ts";
import { draftOrderFigures, getDraftOrder, listDraftOrders } from "./staff-queries.ts";
import {
  cartToken,
  dayMs,
  drafted,
  expectAbout,
  hourMs,
  pass,
  press,
  refusal,
  send,
  sent,
  stateOf,
  tokenOf,
  written,
} from "./testing/draft-orders.ts";

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

async function expectSound(shop: TestShop) {
  expect((await auditLedger(shop)).violations).toEqual([]);
}

test("a draft reserves nothing; sent, it holds its goods and the customer pays by the link", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const draftOrderId = await drafted(shop, { [record]: 2 }, { message: "As we said on the phone" });
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 0 });
  expect(await stateOf(shop, draftOrderId)).toBe("draft");

  await send(shop, draftOrderId);
  await send(shop, draftOrderId); // pressed twice
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 2 });
  const linkToken = await tokenOf(shop, draftOrderId);
  const opened = await openPaymentLink(shop, { linkToken });
  expect(opened).toMatchObject({
    message: "As we said on the phone",
    canExtend: false,
    contact: { email: contact.email },
    shippingAddress: { city: shippingAddress.city },
    lines: [{ variantId: record, quantity: 2 }],
  });
  expectAbout(opened.expiresAt, shop.clock.now().getTime() + 3 * dayMs);
  const mail = await shop.db.mail.findMany({ where: { draftOrderId } });
  expect(mail).toMatchObject([{ kind: "payment_link", recipient: contact.email }]);
  expect(mail[0]?.text).toContain(`http://shop.example/pay/${linkToken}`);

  await pass(shop, 2 * dayMs); // far longer than any checkout of a cart
  await expireCheckouts(shop);
  expect(await stateOf(shop, draftOrderId)).toBe("waiting");
  const payment = await press(shop, { linkToken, id: opened.id });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  expect(await stateOf(shop, draftOrderId)).toBe("ordered");
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId: opened.id } });
  expect(order).toMatchObject({ state: "confirmed", email: contact.email });
  expect(await getDraftOrder(shop, { draftOrderId })).toMatchObject({
    state: "ordered",
    orderNumber: `DT-${order.number}`,
    link: null,
  });
  await expect(openPaymentLink(shop, { linkToken })).rejects.toEqual(refusal("ALREADY_PAID"));
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  await expectSound(shop);
});

test("a link that nobody has opened holds its goods to its end, also while customers' checkouts reserve nothing", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  await turn(shop, "off", "reservations");
  try {
    const draftOrderId = await drafted(shop, { [record]: 1 }, { holdMinutes: 3 * 24 * 60 });
    await send(shop, draftOrderId);
    await pass(shop, 2 * dayMs);
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
    const other = await drafted(shop, { [record]: 1 });
    await expect(send(shop, other)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
    await pass(shop, dayMs + hourMs);
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  } finally {
    await turn(shop, "on", "reservations");
  }
});

test("20 draft orders are sent at once for 10 units: 10 hold one each", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 10 });
  const ids: string[] = [];
  for (let each = 0; each < 20; each += 1) ids.push(await drafted(shop, { [record]: 1 }));
  const results = await Promise.allSettled(ids.map((id) => send(shop, id)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  for (const result of results)
    if (result.status === "rejected")
      expect(result.reason).toEqual(
        refusal("OUT_OF_STOCK", {
          lines: [expect.objectContaining({ variantId: record, requested: 1, available: 0 })],
        }),
      );
  expect(await stockOf(shop, record)).toEqual({ onHand: 10, reserved: 10 });
  const states = await Promise.all(ids.map((id) => stateOf(shop, id)));
  expect(states.filter((state) => state === "waiting")).toHaveLength(10);
  expect(states.filter((state) => state === "draft")).toHaveLength(10);
  await expectSound(shop);
});

test("a discount of its own is spread over the lines, after a code's, and stays when the price is asked again", async ({
  shop,
}) => {
  const [dear, cheap] = [
    await stockedVariant(shop, { onHand: 5, price: 3_000 }),
    await stockedVariant(shop, { onHand: 5, price: 1_000 }),
  ];
  const ownDiscount = { kind: "percent", bps: 1_000, reason: "Scratched sleeve" };
  const { id, linkToken, draftOrderId, ...opened } = await sent(
    shop,
    { [dear]: 1, [cheap]: 1 },
    { ownDiscount, shippingAddress: null },
  );
  expect(opened.discounts).toMatchObject([{ name: "Scratched sleeve", code: null, amount: { amount: 400 } }]);
  const destination = { country: "AT", state: "", postalCode: "1010", city: "Town" };
  const quoted = await quoteCheckout(shop, { checkoutId: id, cartToken, linkToken, destination });
  expect(quoted.discounts).toMatchObject([{ amount: { amount: 400 } }]);
  const payment = await press(shop, { id, linkToken }, quoted.quoteNumber);
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({
    where: { checkoutId: id },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  expect(order).toMatchObject({ state: "confirmed", discountAmount: 400 });
  expect(order.lines.map(({ discountAmount }) => discountAmount).toSorted((a, b) => a - b)).toEqual([
    100, 300,
  ]);
  await expectSound(shop);
});

test("a discount of everything is an order without a payment", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1, price: 1_000 });
  const priced = await priceDraftOrder(shop, {
    draft: written(
      { [record]: 1 },
      { ownDiscount: { kind: "amount", amount: 99_999, reason: "A replacement" } },
    ),
  });
  expect(priced).toMatchObject({ discount: { amount: 1_000 }, total: priced.shipping });
  expect(priced.lines).toMatchObject([{ free: 1, unitPrice: { amount: 1_000 } }]);
});

test("a change after sending changes what is held in one transaction, and the link stays", async ({
  shop,
}) => {
  const [record, other] = [
    await stockedVariant(shop, { onHand: 3 }),
    await stockedVariant(shop, { onHand: 1 }),
  ];
  const { draftOrderId, linkToken, id, expiresAt } = await sent(shop, { [record]: 1 });
  const payment = await press(shop, { linkToken, id });
  await updateDraftOrder(shop, { draftOrderId, version: 2, draft: written({ [record]: 2, [other]: 1 }), by });
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 2 });
  expect(await stockOf(shop, other)).toMatchObject({ reserved: 1 });
  expect((await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId)).status).toBe("canceled");

  // The page that was open is told, and nothing is charged.
  await expect(press(shop, { linkToken, id })).rejects.toEqual(refusal("PAYMENT_LINK_CHANGED"));
  const opened = await openPaymentLink(shop, { linkToken });
  expect(opened).toMatchObject({ expiresAt, lines: [{ quantity: 2 }, { quantity: 1 }] });

  // What can't be had changes nothing.
  const tooMany = updateDraftOrder(shop, { draftOrderId, version: 3, draft: written({ [other]: 2 }), by });
  await expect(tooMany).rejects.toEqual(refusal("OUT_OF_STOCK"));
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 2 });
  expect(await stockOf(shop, other)).toMatchObject({ reserved: 1 });
  expect((await openPaymentLink(shop, { linkToken })).id).toBe(opened.id);

  const renewed = await press(shop, { linkToken, id: opened.id });
  await payAtStripe(shop, renewed.paymentIntentId);
  await runJobs(shop);
  await placeOrder(shop, renewed);
  await runJobs(shop);
  expect(await stateOf(shop, draftOrderId)).toBe("ordered");
  const late = updateDraftOrder(shop, { draftOrderId, version: 3, draft: written({ [record]: 1 }), by });
  await expect(late).rejects.toEqual(refusal("DRAFT_ORDER_OVER", { state: "ordered" }));
  await expectSound(shop);
});

test("a change that comes while the customer pays loses: the payment is settled", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 });
  const payment = await press(shop, { linkToken, id });
  await payAtStripe(shop, payment.paymentIntentId); // no browser and no webhook has said so yet
  const change = updateDraftOrder(shop, { draftOrderId, version: 2, draft: written({ [record]: 2 }), by });
  await expect(change).rejects.toEqual(refusal("DRAFT_ORDER_OVER", { state: "ordered" }));
  expect(await stateOf(shop, draftOrderId)).toBe("ordered");
  await expectSound(shop);
});

test("whoever saves or sends an older version is refused, and support changes no reservation", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const draftOrderId = await drafted(shop, { [record]: 1 });
  const draft = written({ [record]: 2 });
  await updateDraftOrder(shop, { draftOrderId, version: 1, draft, by });
  const older = updateDraftOrder(shop, { draftOrderId, version: 1, draft, by });
  await expect(older).rejects.toEqual(refusal("DRAFT_ORDER_CHANGED", { by: by.name }));
  await expect(send(shop, draftOrderId, 1)).rejects.toEqual(refusal("DRAFT_ORDER_CHANGED", { by: by.name }));
  await send(shop, draftOrderId, 2);
  const support = { ...by, role: "support" as const };
  const change = updateDraftOrder(shop, { draftOrderId, version: 3, draft, by: support });
  await expect(change).rejects.toEqual(refusal("NOT_ALLOWED"));
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 2 });
});

test("a link that nobody has paid in time says so, gives the goods back, and is sent again as it is", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 }, { holdMinutes: 60 });
  await press(shop, { linkToken, id });
  await pass(shop, hourMs);
  await expect(openPaymentLink(shop, { linkToken })).rejects.toEqual(
    refusal("PAYMENT_LINK_ENDED", { because: "expired" }),
  );
  await expireCheckouts(shop);
  expect(await stateOf(shop, draftOrderId)).toBe("expired");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(
    (await listDraftOrders(shop, { state: "expired", limit: 10 })).draftOrders.map((each) => each.id),
  ).toContain(draftOrderId);
  await send(shop, draftOrderId, 2);
  expect(await tokenOf(shop, draftOrderId)).toBe(linkToken);
  expect((await openPaymentLink(shop, { linkToken })).id).not.toBe(id);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  await expectSound(shop);
});

test("a press of Pay in the last minute has time for the bank's question", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { linkToken, id, draftOrderId } = await sent(shop, { [record]: 1 });
  await pass(shop, 3 * dayMs - 30_000);
  const payment = await press(shop, { linkToken, id });
  await pass(shop, 2 * 60_000);
  await expireCheckouts(shop);
  expect(await stateOf(shop, draftOrderId)).toBe("waiting");
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  expect(await stateOf(shop, draftOrderId)).toBe("ordered");
});

test("a cancelled draft order gives its goods back, and its open session ends at Stripe first", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  await setPaymentPage(shop, "stripe");
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 });
  const hosted = await pressPayAtStripe(shop, { checkoutId: id, cartToken }, { linkToken });
  await setPaymentPage(shop, "shop");
  const session = await shop.stripe.checkout.sessions.retrieve(hosted.sessionId);
  expect(session.cancel_url).toBe(`http://shop.example/pay/${linkToken}?cancelled=true`);
  expect(session.expires_at * 1000).toBeLessThanOrEqual(shop.clock.now().getTime() + dayMs);
  const cancelled = await cancelDraftOrder(shop, { draftOrderId, reason: "Changed their mind", by });
  expect(cancelled).toEqual({ outcome: "released", orderNumber: null });
  expect((await shop.stripe.checkout.sessions.retrieve(hosted.sessionId)).status).toBe("expired");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await getDraftOrder(shop, { draftOrderId })).toMatchObject({
    state: "cancelled",
    ended: { by: by.name, reason: "Changed their mind" },
    changed: { by: by.name },
  });
  await expect(openPaymentLink(shop, { linkToken })).rejects.toEqual(
    refusal("PAYMENT_LINK_ENDED", { because: "cancelled" }),
  );
  expect(
    await shop.db.auditEntry.findFirst({ where: { action: "draft_order.cancel" }, orderBy: { id: "desc" } }),
  ).toMatchObject({ staffName: by.name, after: { reason: "Changed their mind" } });
});

test("Stripe's page may expire before the reservation: the link opens another one", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  await setPaymentPage(shop, "stripe");
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 });
  const first = await pressPayAtStripe(shop, { checkoutId: id, cartToken }, { linkToken });
  await pass(shop, 25 * hourMs);
  const again = await pressPayAtStripe(shop, { checkoutId: id, cartToken }, { linkToken });
  await setPaymentPage(shop, "shop");
  expect(again.sessionId).not.toBe(first.sessionId);
  expect(await stateOf(shop, draftOrderId)).toBe("waiting");
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 1 });
});

test("cancel against pay: the goods are sold, or given back and the money with them", async ({ shop }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  const random = randomOf(seed);
  for (let round = 0; round < 5; round += 1) {
    const record = await stockedVariant(shop, { onHand: 1 });
    const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 });
    const payment = await press(shop, { linkToken, id });
    const [payAfter, cancelAfter] = [random() * 40, random() * 40];
    const pay = async () => {
      await pause(payAfter);
      await payAtStripe(shop, payment.paymentIntentId);
      await placeOrder(shop, payment);
    };
    const cancel = async () => {
      await pause(cancelAfter);
      return cancelDraftOrder(shop, { draftOrderId, reason: "Changed their mind", by });
    };
    const [paid, cancelled] = await Promise.allSettled([pay(), cancel()]);
    await runJobs(shop);
    const { status } = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
    const state = await stateOf(shop, draftOrderId);
    expect(status === "succeeded" ? "ordered" : "cancelled", `round ${round}`).toBe(state);
    expect(await stockOf(shop, record)).toEqual({ onHand: state === "ordered" ? 0 : 1, reserved: 0 });
    if (state === "cancelled") expect([paid.status, cancelled.status]).toEqual(["rejected", "fulfilled"]);
  }
  await expectSound(shop);
});

test("a renewed link makes the older one useless, and nobody guesses one", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 });
  await renewPaymentLink(shop, { draftOrderId, linkNumber: 1, isMailed: true, by });
  await renewPaymentLink(shop, { draftOrderId, linkNumber: 1, isMailed: true, by }); // pressed twice
  const renewed = await tokenOf(shop, draftOrderId);
  expect(renewed).not.toBe(linkToken);
  const notFound = refusal("PAYMENT_LINK_NOT_FOUND");
  await expect(openPaymentLink(shop, { linkToken })).rejects.toEqual(notFound);
  await expect(press(shop, { linkToken, id })).rejects.toEqual(notFound);
  const [draft = "", number = "", signature = ""] = renewed.split(".");
  for (const forged of [
    "",
    draft,
    `${draft}.2`,
    `${draft}.${number}.${signature.slice(1)}`,
    `${draft}.1.${signature}`,
  ])
    await expect(openPaymentLink(shop, { linkToken: forged })).rejects.toEqual(notFound);
  expect((await openPaymentLink(shop, { linkToken: renewed })).id).toBe(id);
  // Neither the cart's cookie nor another link opens it.
  const stranger = prepareCheckout(shop, {
    ...{ checkoutId: id, cartToken, quoteNumber: 1, contact, shippingAddress, clientIp },
  });
  await expect(stranger).rejects.toEqual(refusal("CHECKOUT_NOT_FOUND"));
  const other = await sent(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await expect(press(shop, { linkToken: other.linkToken, id })).rejects.toEqual(
    refusal("PAYMENT_LINK_CHANGED"),
  );
  const mails = () => shop.db.mail.count({ where: { draftOrderId, kind: "payment_link" } });
  expect(await mails()).toBe(2);
  expect(await getDraftOrder(shop, { draftOrderId })).toMatchObject({ mail: { recipient: contact.email } });
  await renewPaymentLink(shop, { draftOrderId, linkNumber: 2, isMailed: false, by });
  expect(await mails()).toBe(2);
  expect(await getDraftOrder(shop, { draftOrderId })).toMatchObject({ linkNumber: 3, mail: null });
});

test("what staff know of the customer is there at the link, also an address without a name", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  const known = { email: contact.email, phone: "+353 1 000 0000", name: "" };
  expect(await sent(shop, { [record]: 1 }, known)).toMatchObject({ contact: known });
  const nothing = { email: "", phone: "", name: "" };
  expect(await sent(shop, { [record]: 1 }, nothing)).toMatchObject({ contact: null });
});

test("the mail says that the total may change where there is no address yet, and staff see that it is outdated", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const mailOf = (draftOrderId: string) =>
    shop.db.mail.findFirstOrThrow({ where: { draftOrderId, kind: "payment_link" } });
  const addressed = await sent(shop, { [record]: 1 });
  expect((await mailOf(addressed.draftOrderId)).text).not.toContain("may still change");
  const { draftOrderId } = await sent(shop, { [record]: 1 }, { shippingAddress: null });
  expect((await mailOf(draftOrderId)).text).toContain("The total may still change with the address");

  const isOutdated = async () => (await getDraftOrder(shop, { draftOrderId })).mail?.isOutdated;
  expect(await isOutdated()).toBe(false);
  await pass(shop, 1_000);
  await updateDraftOrder(shop, { draftOrderId, version: 2, draft: written({ [record]: 2 }), by });
  expect(await isOutdated()).toBe(true);
  await mailPaymentLink(shop, { draftOrderId, by });
  expect(await isOutdated()).toBe(false);
  const { text } = await mailOf(draftOrderId);
  expect(text).toContain("2 × ");
  expect(text).not.toContain("may still change"); // the change had the address
});

test("the customer is reminded once before the end, later when it was prolonged", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { draftOrderId } = await sent(shop, { [record]: 1 });
  const reminders = () => shop.db.mail.count({ where: { draftOrderId, kind: "payment_link_reminder" } });
  const runAt = async () => {
    const [job] = await shop.db.$queryRaw<{ runAt: Date }[]>`
      select run_at as "runAt" from graphile_worker.jobs where key = ${`remind:${draftOrderId}`}`;
    return job?.runAt;
  };
  const start = shop.clock.now().getTime();
  const quarter = 18 * hourMs;
  expectAbout(await runAt(), start + 3 * dayMs - quarter);

  await extendDraftOrder(shop, { draftOrderId, until: new Date(start + 5 * dayMs).toISOString(), by });
  expectAbout(await runAt(), start + 4 * dayMs);
  await pass(shop, 3 * dayMs);
  await remindOfPaymentLink(shop, { draftOrderId });
  expect(await reminders()).toBe(0);
  await pass(shop, dayMs + hourMs);
  await remindOfPaymentLink(shop, { draftOrderId });
  await remindOfPaymentLink(shop, { draftOrderId });
  expect(await reminders()).toBe(1);
  await mailPaymentLink(shop, { draftOrderId, by });
  expect(await shop.db.mail.count({ where: { draftOrderId } })).toBe(2);
});

test("a debit that the bank decides about is an order, and is neither changed nor cancelled meanwhile", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { draftOrderId, linkToken, id } = await sent(shop, { [record]: 1 }, { holdMinutes: 120 });
  const payment = await press(shop, { linkToken, id });
  await debitAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  expect(await stateOf(shop, draftOrderId)).toBe("ordered");
  const cancel = cancelDraftOrder(shop, { draftOrderId, reason: "Too slow", by });
  await expect(cancel).rejects.toEqual(refusal("DRAFT_ORDER_OVER", { state: "ordered" }));
  await expect(openPaymentLink(shop, { linkToken })).rejects.toEqual(refusal("ALREADY_PAID"));
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 1 });
});

test("a draft order that became no order is forgotten with the carts, one that was paid is not", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const unsent = await drafted(shop, { [record]: 1 });
  const unpaid = await sent(shop, { [record]: 1 }, { holdMinutes: 60 });
  const paid = await sent(shop, { [record]: 1 });
  const payment = await press(shop, paid);
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const left = async () => {
    const ids = [unsent, unpaid.draftOrderId, paid.draftOrderId];
    const rows = await shop.db.draftOrder.findMany({ where: { id: { in: ids } }, select: { id: true } });
    return rows.map(({ id }) => id);
  };
  await pass(shop, 59 * dayMs);
  await expireCheckouts(shop);
  await removeOld(shop);
  expect(await left()).toHaveLength(3);
  await pass(shop, 2 * dayMs);
  await removeOld(shop);
  expect(await left()).toEqual([paid.draftOrderId]);
});

test("lists page by page, find by number, name and address, and say what waits", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 50 });
  const before = await draftOrderFigures(shop);
  const ids: string[] = [];
  for (let each = 0; each < 5; each += 1)
    ids.push(await drafted(shop, { [record]: 1 }, { name: `Person ${each}`, email: "five@people.example" }));
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listDraftOrders(shop, { state: "all", q: "FIVE@people", limit: 2, cursor });
    found.push(...page.draftOrders.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(found.toSorted()).toEqual(ids.toSorted());
  const [first = ""] = ids;
  const { number } = await getDraftOrder(shop, { draftOrderId: first });
  const byNumber = await listDraftOrders(shop, { state: "draft", q: number.toLowerCase(), limit: 10 });
  expect(byNumber.draftOrders.map(({ id }) => id)).toEqual([first]);
  await send(shop, first);
  const { waiting, sums } = await draftOrderFigures(shop);
  expect(waiting).toBe(before.waiting + 1);
  expect(sums).toContainEqual({ amount: expect.any(Number), currency: "eur" });
});
