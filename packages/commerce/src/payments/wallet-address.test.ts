import {
  clientIp,
  contact,
  guestWith,
  openPayment,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { placeOrder, startCheckout } from "../index.ts";
import { readPaymentDescription } from "../stripe/payment-description.ts";

/** A checkout, and what its customer's presses open: by the form, or by a wallet. */
async function started(shop: TestShop) {
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 5 })]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const press = async (addressFromWallet: boolean, line1 = shippingAddress.line1) => {
    const address = { ...shippingAddress, line1 };
    const { payment } = await openPayment(shop, {
      ...{
        checkoutId,
        cartToken,
        quoteNumber: 1,
        contact,
        shippingAddress: address,
        clientIp,
        addressFromWallet,
      },
    });
    return payment;
  };
  return { checkoutId, press };
}

type Payment = Awaited<ReturnType<Awaited<ReturnType<typeof started>>["press"]>>;

/** Confirms as Stripe.js does for a wallet: with the publishable key, and the address that the customer has chosen there. */
async function payByWallet(
  shop: TestShop,
  payment: Payment,
  { card = "pm_card_visa", line1 = shippingAddress.line1 } = {},
) {
  const { url, publishableKey } = shop.sandbox;
  const answer = await fetch(`${url}/v1/payment_intents/${payment.paymentIntentId}/confirm`, {
    method: "POST",
    headers: { Authorization: `Bearer ${publishableKey}` },
    body: new URLSearchParams({
      client_secret: payment.clientSecret,
      payment_method: card,
      return_url: "http://shop.example/payment/success",
      "shipping[name]": contact.name,
      "shipping[address][line1]": line1,
      "shipping[address][postal_code]": shippingAddress.postalCode,
      "shipping[address][city]": shippingAddress.city,
      "shipping[address][country]": shippingAddress.country,
    }),
  });
  return (await answer.json()) as { status?: string; error?: { code: string } };
}

test("a wallet pays: the address comes from it, and the payment describes the whole order", async ({
  shop,
}) => {
  const { press } = await started(shop);
  const payment = await press(true);
  const opened = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
  expect(opened.shipping).toBeNull();
  expect(await payByWallet(shop, payment)).toMatchObject({ status: "succeeded" });
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({ state: "confirmed", shippingAddress: { line1: shippingAddress.line1 } });
  const paid = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
  expect(readPaymentDescription(paid)).toMatchObject({ ...contact, shippingAddress, missing: [] });
});

test("a wallet after the form: Stripe would refuse its address, so the form's payment is cancelled and another one pays", async ({
  shop,
}) => {
  const { press } = await started(shop);
  const byForm = await press(false);
  const byWallet = await press(true);
  expect(byWallet.paymentIntentId).not.toBe(byForm.paymentIntentId);
  expect(await payByWallet(shop, byForm)).toMatchObject({
    error: { code: "payment_intent_unexpected_state" },
  });
  expect(await payByWallet(shop, byWallet)).toMatchObject({ status: "succeeded" });
  const cancelled = await shop.stripe.paymentIntents.retrieve(byForm.paymentIntentId);
  expect(cancelled.status).toBe("canceled");
});

test("the form after a wallet whose card was declined: the same payment, with the form's address", async ({
  shop,
}) => {
  const { checkoutId, press } = await started(shop);
  const byWallet = await press(true);
  await payByWallet(shop, byWallet, { card: "pm_card_visa_chargeDeclined" });
  const byForm = await press(false, "2 Other Road");
  expect(byForm.paymentIntentId).toBe(byWallet.paymentIntentId);
  const intent = await shop.stripe.paymentIntents.retrieve(byForm.paymentIntentId);
  expect(intent.shipping).toMatchObject({ address: { line1: "2 Other Road" } });
  expect(await shop.db.paymentSession.findMany({ where: { checkoutId } })).toMatchObject([
    { addressFromWallet: false, state: "open" },
  ]);
});

test("another address in the wallet after a decline: the same payment takes it", async ({ shop }) => {
  const { press } = await started(shop);
  const first = await press(true);
  await payByWallet(shop, first, { card: "pm_card_visa_chargeDeclined" });
  const second = await press(true, "2 Other Road");
  expect(second.paymentIntentId).toBe(first.paymentIntentId);
  expect(await payByWallet(shop, second, { line1: "2 Other Road" })).toMatchObject({ status: "succeeded" });
});
