import {
  bankDecides,
  contact,
  debitAtStripe,
  payAtStripe,
  readyToPay,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { addToCart, getCart, orderPath, startCheckout } from "../index.ts";
import { prepareCheckout } from "./prepare-checkout.ts";

/** A customer who has pressed Pay, and then closed the page. */
async function pressed(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5 });
  return { record, ...(await readyToPay(shop, { [record]: 1 })) };
}

const prepare = (shop: TestShop, { id, cartToken }: { id: string; cartToken: string }) =>
  prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, contact, shippingAddress });

test("while the bank decides, a second payment is refused with that reason, and other goods can be bought", async ({
  shop,
}) => {
  const before = await pressed(shop);
  const { id, cartToken, paymentIntentId } = before;
  await debitAtStripe(shop, paymentIntentId);

  const told = { code: "PAYMENT_PROCESSING", details: { orderPath: orderPath(shop, id) } };
  await expect(prepare(shop, before)).rejects.toMatchObject(told);
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject(told);
  expect((await getCart(shop, { token: cartToken })).count).toBe(0);

  const shirt = await stockedVariant(shop, { onHand: 5 });
  await addToCart(shop, { token: cartToken, variantId: shirt, quantity: 1 });
  const other = await startCheckout(shop, { cartToken });
  expect(other.lines).toMatchObject([{ variantId: shirt }]);
  await expect(prepare(shop, before)).rejects.toMatchObject(told);
  await prepare(shop, { id: other.id, cartToken });
});

test("the bank began to decide while the cart changed: the old checkout is not ended, and its customer is told", async ({
  shop,
}) => {
  const { id, cartToken, paymentIntentId } = await pressed(shop);
  await debitAtStripe(shop, paymentIntentId);
  const shirt = await stockedVariant(shop, { onHand: 5 });
  await addToCart(shop, { token: cartToken, variantId: shirt, quantity: 1 });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "PAYMENT_PROCESSING",
    details: { orderPath: orderPath(shop, id) },
  });
  expect((await startCheckout(shop, { cartToken })).lines).toMatchObject([{ variantId: shirt }]);
  await bankDecides(shop, paymentIntentId, "succeed");
});

test("the payment went through, and the page was closed before it could say so: the order, and no second payment", async ({
  shop,
}) => {
  const { id, cartToken, paymentIntentId } = await pressed(shop);
  await payAtStripe(shop, paymentIntentId);
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "ALREADY_PAID",
    details: { orderPath: orderPath(shop, id) },
  });
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({ state: "confirmed" });
});

test("the authentication was not finished: the same payment is offered again", async ({ shop }) => {
  const { id, cartToken, paymentIntentId } = await pressed(shop);
  await payAtStripe(shop, paymentIntentId, "pm_card_authenticationRequired");
  const again = await startCheckout(shop, { cartToken });
  expect(again).toMatchObject({ id, payment: { paymentIntentId }, lastAttempt: "unfinished" });
  expect(await prepare(shop, { id, cartToken })).toMatchObject({ lastAttempt: "unfinished" });
});

test("a declined card: the same payment is offered, and the page knows that nothing was charged", async ({
  shop,
}) => {
  const { id, cartToken, paymentIntentId } = await pressed(shop);
  await payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclined").catch(() => {});
  expect(await startCheckout(shop, { cartToken })).toMatchObject({ id, lastAttempt: "declined" });
});

test("a checkout without an attempt to pay asks Stripe nothing and shows no attempt", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { cartToken } = await readyToPay(shop, { [record]: 1 });
  await shop.db.checkout.updateMany({ where: { state: "paying" }, data: { state: "open" } });
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  expect(await startCheckout(shop, { cartToken })).toMatchObject({ lastAttempt: null });
  await shop.outside.noFaults();
});

test("Stripe can't be asked for the outcome: there is no form until it can", async ({ shop }) => {
  shop.log.expectErrors(/an outdated checkout could not be ended/);
  const before = await pressed(shop);
  const { id, cartToken } = before;
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  await expect(prepare(shop, before)).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  await addToCart(shop, { token: cartToken, variantId: before.record, quantity: 1 });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  await shop.outside.noFaults();
  const again = await startCheckout(shop, { cartToken });
  expect(again.id).not.toBe(id);
});
