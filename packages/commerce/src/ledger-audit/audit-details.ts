import { ordersUnlikeCheckout } from "@dualtrack/db";
import { customerDetailFields } from "../orders/customer-details.ts";
import type { Shop } from "../shop.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import { isMissing, retrievePaymentIntent } from "../stripe/payment-intents.ts";
import type { Violation } from "./violation.ts";

/**
 * Promise 4: each field of an order is what its customer entered. Only an e-mail address that was never entered may come
 * from the payment.
 */
export async function auditDetails(shop: Shop): Promise<Violation[]> {
  return [...(await compareWithCheckouts(shop)), ...(await compareWithPayments(shop))];
}

async function compareWithCheckouts(shop: Shop): Promise<Violation[]> {
  const rows = await ordersUnlikeCheckout(shop.db, customerDetailFields);
  return rows.map((row) => ({ promise: 4, problem: "an order differs from what its customer entered", row }));
}

async function compareWithPayments(shop: Shop): Promise<Violation[]> {
  const orders = await shop.db.order.findMany({
    where: { email: { not: null }, checkout: { email: null } },
    select: { number: true, email: true, paymentIntentId: true },
  });
  const violations: Violation[] = [];
  for (const order of orders) {
    const { paymentIntentId } = order;
    if (paymentIntentId !== null && order.email === (await payerEmail(shop, paymentIntentId))) continue;
    violations.push({ promise: 4, problem: "nobody entered an order's e-mail address", row: order });
  }
  return violations;
}

async function payerEmail(shop: Shop, paymentIntentId: string): Promise<string | null> {
  try {
    return factsOf(await retrievePaymentIntent(shop, paymentIntentId), shop.clock.now()).email;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error; // Stripe can't be reached, so nothing is known
  }
}
