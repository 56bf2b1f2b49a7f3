import { createHash } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import { addressOf, customerDetailSelect } from "../orders/customer-details.ts";
import { recordDescription } from "../payment-sessions/record-description.ts";
import { openSessionOf, sessionFields } from "../payment-sessions/session-rows.ts";
import type { Shop } from "../shop.ts";
import { type PaymentDescription, writePaymentDescription } from "../stripe/payment-description.ts";
import { refusalOfDetails } from "../stripe/refusal-of-details.ts";
import { isUnavailable, stripeProblemText } from "../stripe/stripe-outage.ts";
import { syncPayment } from "./sync-payment.ts";

/** The customer may change details in another tab at the same time; more rounds than this are a fault. */
const maxRounds = 5;

/**
 * Writes the order's data to the payment at Stripe before the customer's browser confirms it: the delivery address for
 * Stripe's fraud checks, and everything else so that the order can be restored from Stripe alone. An unchanged description is
 * not sent again; a payment that has ended meanwhile is not changed. PAYMENT_UNAVAILABLE when Stripe can't be reached or
 * fails, DETAILS_REFUSED when it refuses a field. Then nothing is charged, as the browser does not confirm.
 */
export async function describePayment(shop: Shop, { checkoutId }: { checkoutId: string }): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { paymentSessions, ...described } = await findDescribed(shop, checkoutId);
    const session = openSessionOf(paymentSessions);
    // A payment that Stripe makes later is described when its session is opened.
    if (session === null || session.paymentIntentId === null) return;
    const { stripeId, paymentIntentId } = session;
    const params = paramsOf(shop, described);
    const hash = createHash("sha256").update(JSON.stringify(params)).digest("base64url");
    if (session.descriptionHash === hash) return;
    if (!(await updatePayment(shop, { paymentIntentId, checkoutId, params }))) return;
    // Repeated until the hash matches, as requests of two tabs may reach Stripe in the other order.
    await recordDescription(shop.db, { stripeId, hash });
  }
  throw new Error(`The payment of checkout ${checkoutId} can't be described: its details keep changing`);
}

const describedFields = {
  paymentSessions: { select: { ...sessionFields, descriptionHash: true } },
  orderNumber: true,
  ownerHash: true,
  subtotalAmount: true,
  shippingAmount: true,
  lines: { orderBy: { position: "asc" }, select: { sku: true, quantity: true, unitAmount: true } },
  ...customerDetailSelect,
} as const satisfies Prisma.CheckoutSelect;

function findDescribed(shop: Shop, id: string) {
  return shop.db.checkout.findUniqueOrThrow({ where: { id }, select: describedFields });
}

function paramsOf(
  shop: Shop,
  { orderNumber: number, ...described }: Omit<Awaited<ReturnType<typeof findDescribed>>, "paymentSessions">,
): Stripe.PaymentIntentUpdateParams {
  if (number === null) throw new Error("The checkout has no order number yet");
  const description: PaymentDescription = {
    ...described,
    orderNumber: number,
    shippingAddress: addressOf(described.shippingAddress),
    billingAddress: addressOf(described.billingAddress),
  };
  return {
    description: `${shop.settings.shopName} ${formatOrderNumber(number)}`,
    ...writePaymentDescription(description),
  };
}

/**
 * Answers false if the payment was completed meanwhile, e.g. in another tab; then it is settled.
 * @see https://docs.stripe.com/api/payment_intents/update
 */
async function updatePayment(
  shop: Shop,
  {
    paymentIntentId,
    checkoutId,
    params,
  }: { paymentIntentId: string; checkoutId: string; params: Stripe.PaymentIntentUpdateParams },
): Promise<boolean> {
  try {
    await shop.stripe.paymentIntents.update(paymentIntentId, params);
    return true;
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (isRefusal && error.code === "payment_intent_unexpected_state") {
      await syncPayment(shop, { paymentIntentId, track: "customer" });
      return false;
    }
    shop.log.error(
      { err: error, checkoutId, paymentIntentId, problem: stripeProblemText(error) },
      "Stripe did not accept a payment's description",
    );
    if (isUnavailable(error)) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    throw refusalOfDetails(error) ?? error;
  }
}
