import {
  openTestShop,
  payAtStripe,
  readyToPay,
  stockedVariant,
  type TestShop,
  work,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getOrder, getOrderForStaff, placeOrder, prepareCheckout } from "../index.ts";
import { auditLedger } from "../payments/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const first = {
  contact: { email: "first@example.com", name: "First Name" },
  shippingAddress: {
    line1: "1 Old Road",
    line2: "",
    postalCode: "1010",
    city: "Old Town",
    state: "",
    country: "AT",
  },
};
const second = {
  contact: { email: "second@example.com", name: "Second Name" },
  shippingAddress: {
    line1: "2 New Road",
    line2: "",
    postalCode: "D02 X285",
    city: "Dublin",
    state: "",
    country: "IE",
  },
};

/** Ordered by a bank debit, which then fails. */
async function failedDebit() {
  const { id, cartToken, paymentIntentId, clientSecret } = await readyToPay(shop, {
    [await stockedVariant(shop, { onHand: 1 })]: 1,
  });
  await prepareCheckout(shop, { checkoutId: id, cartToken, ...first });
  const debit = await shop.stripe.paymentMethods.create({
    type: "sepa_debit",
    sepa_debit: { iban: "AT861904300235473202" },
    billing_details: { name: first.contact.name, email: first.contact.email },
  });
  await shop.stripe.paymentIntents.confirm(paymentIntentId, {
    payment_method: debit.id,
    mandate_data: {
      customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "a browser" } },
    },
    return_url: "http://shop.example/payment/success",
  });
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await shop.outside.post(`/payment_intents/${paymentIntentId}/bank`, { outcome: "fail" });
  shop.clock.advance(60_000);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const order = await getOrder(shop, { orderId });
  expect(order).toMatchObject({ state: "failed", name: "First Name", email: "first@example.com" });
  return { id, cartToken, orderId, paymentIntentId, clientSecret, number: order.number };
}

test("a retried order says what was entered for the payment that counts: page, staff and mail", async () => {
  const { id, cartToken, orderId, paymentIntentId, clientSecret, number } = await failedDebit();
  await prepareCheckout(shop, { checkoutId: id, cartToken, ...second });
  const { contact, shippingAddress } = second;
  expect(await getOrder(shop, { orderId })).toMatchObject({ ...contact, shippingAddress });

  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await work(shop);
  const said = { state: "confirmed", ...contact, shippingAddress };
  expect(await getOrder(shop, { orderId })).toMatchObject(said);
  const forStaff = await getOrderForStaff(shop, { number });
  expect(forStaff).toMatchObject(said);
  const confirmation = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
  expect(confirmation.recipient).toBe("second@example.com");
  expect(confirmation.text).toContain("Hello Second Name,");
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a final order keeps what was entered, whatever a browser sends later", async () => {
  const { id, cartToken, orderId, paymentIntentId, clientSecret } = await failedDebit();
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await work(shop);
  await expect(prepareCheckout(shop, { checkoutId: id, cartToken, ...second })).rejects.toMatchObject({
    code: "ALREADY_PAID",
  });
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "confirmed", ...first.contact });
});
