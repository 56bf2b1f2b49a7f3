import { buy, payAtStripe, readyToPay, runJobs, stockedVariant, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { customerDetailFields } from "../orders/customer-details.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { auditDetails } from "./audit-details.ts";

test.for(customerDetailFields)(
  "an order with another %s than was entered is found",
  async (field, { shop }) => {
    const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
    await runJobs(shop);
    // Only a company has a VAT id.
    const business = { where: { id: orderId }, data: { companyName: "A Company" } };
    await shop.db.checkout.update(business);
    await shop.db.order.update(business);
    expect(await auditDetails(shop)).toEqual([]);

    const before = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    const other = field.endsWith("Address") ? { line1: "Elsewhere" } : "other@example.com";
    await shop.db.order.update({ where: { id: orderId }, data: { [field]: other } });
    expect(await auditDetails(shop)).toEqual([
      {
        promise: 4,
        problem: "an order differs from what its customer entered",
        row: { number: before.number, fields: [field] },
      },
    ]);

    await shop.db.checkout.update({ where: { id: orderId }, data: { [field]: other } });
    expect(await auditDetails(shop)).toEqual([]);
  },
);

test("an e-mail address that was never entered must be the payment's", async ({ shop }) => {
  const checkout = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await shop.db.checkout.update({ where: { id: checkout.id }, data: { email: null } });
  const card = await shop.stripe.paymentMethods.create({
    type: "card",
    card: { token: "tok_visa" },
    billing_details: { email: "payer@example.com" },
  });
  await payAtStripe(shop, checkout.paymentIntentId, card.id);
  await syncPayment(shop, { paymentIntentId: checkout.paymentIntentId, track: "sync" });
  const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId: checkout.id } });
  expect(order.email).toBe("payer@example.com");
  expect(await auditDetails(shop)).toEqual([]);

  await shop.db.order.update({ where: { id: order.id }, data: { email: "other@example.com" } });
  expect(await auditDetails(shop)).toMatchObject([
    { promise: 4, row: { number: order.number, email: "other@example.com" } },
  ]);
});
