import {
  exportOrdersInput,
  formatOrderNumber,
  listOrdersInput,
  paymentMethodLabel,
} from "@dualtrack/contract";
import {
  manager as by,
  payAtStripe,
  readyToPay,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { settlePayment } from "../payments/settle-payment.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";
import { paymentMethodFactsOf } from "../stripe/payment-method-facts.ts";
import { exportOrders } from "./export-orders.ts";
import { getOrder } from "./get-order.ts";
import { getOrderForStaff } from "./get-order-for-staff.ts";
import { listOrders } from "./list-orders.ts";

/** An order whose payment was made with what Stripe tells so. The sandbox itself knows cards and debits alone. */
async function paidWith(shop: TestShop, details: { type: string }) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id: checkoutId, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  const facts = factsOf(await retrievePaymentIntent(shop, paymentIntentId), shop.clock.now());
  const method = paymentMethodFactsOf(details);
  expect(await settlePayment(shop, { ...facts, method }, "webhook")).toBe("confirmed");
  const { id, number } = await shop.db.order.findUniqueOrThrow({ where: { checkoutId } });
  return { orderId: id, number: formatOrderNumber(number) };
}

/** The method's columns of the orders that are found. */
async function csvOf(shop: TestShop, q: string): Promise<(string | undefined)[][]> {
  let text = "";
  for await (const piece of await exportOrders(shop, { ...exportOrdersInput.parse({ q }), by }))
    text += piece;
  const [heads = [], ...rows] = text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const columns = ["payment_method_type", "payment_method"].map((name) => heads.indexOf(name));
  return rows.map((row) => columns.map((column) => row[column]));
}

const found = async (shop: TestShop, q: string) =>
  (await listOrders(shop, listOrdersInput.parse({ q }))).orders.map(({ number }) => number);

test.for([
  [{ type: "klarna", klarna: { payment_method_category: "pay_later" } }, "Klarna", "klarna"],
  [{ type: "paypal", paypal: { payer_email: "buyer@example.com" } }, "PayPal", "paypal"],
  [{ type: "ideal", ideal: { bank: "ing" } }, "iDEAL", "iDEAL"],
  [{ type: "us_bank_account", us_bank_account: { last4: "6789" } }, "bank account 6789", "us bank account"],
  [{ type: "card", card: { brand: "amex", last4: "0005" } }, "American Express 0005", "amex 0005"],
  [{ type: "moon_pay", moon_pay: {} }, "Moon pay", "moon pay"],
] as const)(
  "an order paid with %o says %s to customer and staff, in mail, CSV and search",
  async ([details, label, q], { shop }) => {
    const { orderId, number } = await paidWith(shop, details);
    const { method } = await getOrder(shop, { orderId });
    expect(method && paymentMethodLabel(method)).toBe(label);
    expect((await getOrderForStaff(shop, { number })).payment?.method).toEqual(method);
    const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
    expect(mail.text).toContain(`paid with ${label}, and your order ${number} is confirmed`);
    expect(await csvOf(shop, number)).toEqual([[details.type, label]]);
    expect(await found(shop, q)).toEqual([number]);
  },
);
