import { transact } from "@dualtrack/db";
import { payAtStripe, readyToPay, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { getOrder, getOrderForStaff, placeOrder, prepareCheckout } from "../index.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { refreshOrderDetails } from "../orders/customer-details.ts";
import { syncPayment } from "./sync-payment.ts";

const address = {
  line1: "3 Bill Street",
  line2: "",
  postalCode: "1020",
  city: "Vienna",
  state: "",
  country: "AT",
};
const first = {
  contact: { email: "first@example.com", name: "First Name", phone: "+43 1 111 11 11" },
  note: "The first note",
  billing: null,
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
  contact: { email: "second@example.com", name: "Second Name", phone: "+353 1 222 2222" },
  note: "The second note",
  billing: { name: "Second Payer", address },
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
async function failedDebit(shop: TestShop) {
  const { id, cartToken, paymentIntentId, clientSecret } = await readyToPay(shop, {
    [await stockedVariant(shop, { onHand: 1 })]: 1,
  });
  await prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, ...first });
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
  await shop.outside.decideDebit(paymentIntentId, "fail");
  shop.clock.advance(60_000);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const order = await getOrder(shop, { orderId });
  expect(order).toMatchObject({ state: "failed", name: "First Name", email: "first@example.com" });
  return { id, cartToken, orderId, paymentIntentId, clientSecret, number: order.number };
}

test("a retried order says what was entered for the payment that counts: page, staff and mail", async ({
  shop,
}) => {
  const { id, cartToken, orderId, paymentIntentId, clientSecret, number } = await failedDebit(shop);
  await prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, ...second });
  const { contact, shippingAddress, billing, note } = second;
  const entered = { ...contact, shippingAddress, billing, customerNote: note };
  expect(await getOrder(shop, { orderId })).toMatchObject(entered);

  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  const said = { state: "confirmed", ...entered };
  expect(await getOrder(shop, { orderId })).toMatchObject(said);
  const forStaff = await getOrderForStaff(shop, { number });
  expect(forStaff).toMatchObject(said);
  const confirmation = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
  expect(confirmation.recipient).toBe("second@example.com");
  expect(confirmation.text).toContain("Hello Second Name,");
  expect(confirmation.text).toContain("It goes to Second Name, 2 New Road, Dublin, D02 X285, Ireland.");
  const { shipping } = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  expect(shipping).toMatchObject({
    name: "Second Name",
    phone: "+353 1 222 2222",
    address: { line1: "2 New Road", country: "IE" },
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a failed order that another payment can't make good is cancelled with that payment, which goes back", async ({
  shop,
}) => {
  const { orderId, paymentIntentId } = await failedDebit(shop);
  const { metadata, currency } = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  const other = await shop.stripe.paymentIntents.create({
    ...{ metadata, currency, amount: 100, payment_method: "pm_card_visa", confirm: true },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  expect(await syncPayment(shop, { paymentIntentId: other.id, track: "sync" })).toBe("refund_due");
  await runJobs(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "cancelled", paymentState: "refunded", paymentIntentId: other.id },
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a final order keeps what was entered, whatever a browser sends later", async ({ shop }) => {
  const { id, cartToken, orderId, paymentIntentId, clientSecret } = await failedDebit(shop);
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  await expect(
    prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, ...second }),
  ).rejects.toMatchObject({
    code: "ALREADY_PAID",
  });
  await shop.db.checkout.update({ where: { id }, data: { name: "Written later" } });
  await transact(shop.db, (tx) => refreshOrderDetails(tx, id));
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "confirmed", ...first.contact });
});

test("what is left empty the second time is gone from the order, too", async ({ shop }) => {
  const { id, cartToken, orderId } = await failedDebit(shop);
  const { contact, shippingAddress } = second;
  const { email, name } = contact;
  await prepareCheckout(shop, {
    checkoutId: id,
    quoteNumber: 1,
    cartToken,
    contact: { email, name },
    shippingAddress,
  });
  expect(await getOrder(shop, { orderId })).toMatchObject({ phone: null, customerNote: null, billing: null });
});

test("a country that the shop does not ship to is refused before payment", async ({ shop }) => {
  const { id, cartToken } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await shop.db.shippingArea.deleteMany({ where: { country: "IE" } });
  await expect(
    prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, ...second }),
  ).rejects.toMatchObject({
    code: "COUNTRY_NOT_SERVED",
    details: { country: "IE" },
  });
  const billedAbroad = { ...first, billing: { name: "Second Payer", address: second.shippingAddress } };
  await prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, ...billedAbroad });
});
