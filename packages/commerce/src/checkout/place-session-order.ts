import { bindLog } from "../bind-log.ts";
import { DomainError } from "../domain-error.ts";
import { provesStart } from "../payment-sessions/proves-start.ts";
import { askSession } from "../payment-sessions/session-kinds.ts";
import { syncFacts } from "../payments/sync-facts.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";

/**
 * The order of a customer who comes back from Stripe's page. If no other track has settled the payment yet, Stripe is asked and it is
 * settled here, as only Stripe knows which payment was made there. A repeated call answers the same order.
 *
 * The secret in the address that Stripe sends the customer back to proves that this browser started the payment; the session's id does
 * not. ORDER_NOT_FOUND without it. PAYMENT_UNCERTAIN: Stripe can't be asked, or knows of no payment yet. An order whose payment has
 * failed is answered for the session of that payment, so that its page offers to pay another way.
 */
export async function placeSessionOrder(
  unbound: Shop,
  { sessionId, sessionSecret }: { sessionId: string; sessionSecret: string },
): Promise<{ orderId: string }> {
  const session = await unbound.db.paymentSession.findUnique({
    where: { stripeId: sessionId },
    select: { clientSecret: true, checkoutId: true, kind: true, stripeId: true },
  });
  if (session === null || !provesStart(session, sessionSecret)) throw new DomainError("ORDER_NOT_FOUND", {});
  const { checkoutId, stripeId } = session;
  const shop = bindLog(unbound, { checkoutId });
  const placed = await findPlaced(shop, { checkoutId, stripeId });
  if (placed !== null) return placed;
  try {
    const facts = await askSession(shop, session, "success_page");
    if (facts !== null) await syncFacts(shop, facts, { track: "success_page", thorough: false });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.warn({ err: error }, "the outcome of a payment on Stripe's page could not be requested");
  }
  const order = await findPlaced(shop, { checkoutId, stripeId });
  if (order === null) throw new DomainError("PAYMENT_UNCERTAIN", {});
  return order;
}

/** The checkout's order, unless another session's payment failed: then this may be the next one, of which nothing is known yet. */
async function findPlaced(
  shop: Shop,
  { checkoutId, stripeId }: { checkoutId: string; stripeId: string },
): Promise<{ orderId: string } | null> {
  const order = await shop.db.order.findUnique({
    where: { checkoutId },
    select: { id: true, state: true, paymentIntentId: true },
  });
  if (order === null) return null;
  if (order.state === "failed") {
    const ofOrder = { stripeId, paymentIntentId: order.paymentIntentId };
    if (order.paymentIntentId === null || (await shop.db.paymentSession.count({ where: ofOrder })) === 0)
      return null;
  }
  return { orderId: order.id };
}
