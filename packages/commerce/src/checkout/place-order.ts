import { checkoutTraceparent } from "@dualtrack/contract";
import { addToSpan } from "@dualtrack/tracing";
import { bindLog } from "../bind-log.ts";
import { lockWithCart } from "../cart/lock-cart.ts";
import { reportPayment } from "../checkouts/report-payment.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { moveOrder } from "../orders/move-order.ts";
import { provesStart } from "../payment-sessions/proves-start.ts";
import { quoteRowOf, wholeQuoteFields } from "../quotes/quote-fields.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";

/**
 * Creates a provisional order when the customer's browser reports a payment, without asking Stripe, and removes its lines
 * from the cart. An immediate sync is queued in the same transaction. A repeated call, or one after the webhook has confirmed
 * the order, answers the same order.
 *
 * The intent's client secret proves that this browser started the payment. ORDER_NOT_FOUND without it, so that callers can't
 * find out which intents exist. HOLD_EXPIRED when the checkout has ended unpaid. ORDER_AWAITED while provisional orders are switched off and
 * no track has settled the payment yet.
 */
export async function placeOrder(
  shop: Shop,
  { paymentIntentId, clientSecret }: { paymentIntentId: string; clientSecret: string },
): Promise<{ orderId: string }> {
  const session = await shop.db.paymentSession.findUnique({
    where: { paymentIntentId },
    select: { clientSecret: true, quoteNumber: true, checkoutId: true },
  });
  if (session === null || !provesStart(session, clientSecret)) throw new DomainError("ORDER_NOT_FOUND", {});
  const { checkoutId, quoteNumber } = session;

  const orderId = await transact(
    bindLog(shop, { checkoutId, paymentIntentId }),
    "success_page",
    async (unit) => {
      const { tx, now } = unit;
      const { cartId, state } = await lockWithCart(unit, checkoutId);
      const switches = await switchesOf(shop.settings, { tx, state });
      const checkout = await tx.checkout.findUniqueOrThrow({
        where: { id: checkoutId },
        include: {
          lines: { orderBy: { position: "asc" } },
          order: { select: { id: true, state: true } },
          quotes: { where: { number: quoteNumber }, select: wholeQuoteFields },
        },
      });
      const isLive = isLiveCheckout(checkout.state);
      if (!isLive && checkout.order === null) {
        // The checkout has ended unpaid. If it is paid at Stripe nevertheless, settling creates the order.
        if (switches.background_sync)
          await queueJob(tx, "sync-payment", { paymentIntentId, track: "success_page" });
        return null;
      }
      // Without provisional orders only Stripe's word makes one, or lets one be paid after all.
      const isUnpaid = checkout.order === null || checkout.order.state === "failed";
      if (isUnpaid && !switches.provisional_orders) throw new DomainError("ORDER_AWAITED", {});
      const order = checkout.order ?? (await createOrder(unit, { checkout, paymentIntentId }));
      const isNew = checkout.order === null;
      const isRetry =
        checkout.order?.state === "failed" &&
        (await moveOrder(
          unit,
          order.id,
          "processing",
          { kind: "payment_retried", stripeId: paymentIntentId },
          { placedAt: now, paymentIntentId },
        ));
      if (isNew || isRetry)
        await reportPayment(unit, {
          ...{ paymentIntentId, checkout, isLive, cartId },
          isSynced: switches.background_sync,
        });
      return order.id;
    },
  );
  if (orderId === null) throw new DomainError("HOLD_EXPIRED", {});
  addToSpan(
    {
      ...{ "dualtrack.checkout_id": checkoutId, "dualtrack.payment_intent_id": paymentIntentId },
      "dualtrack.order_id": orderId,
    },
    { link: checkoutTraceparent(checkoutId) },
  );
  shop.log.info({ orderId, checkoutId, paymentIntentId }, "an order is placed");
  return { orderId };
}

type NewOrder = Parameters<typeof createProvisionalOrder>[1];

/** `quotes` has the one that the payment names. */
function createOrder(
  unit: UnitOfWork,
  {
    checkout,
    paymentIntentId,
  }: Omit<NewOrder, "quote" | "checkout"> & {
    checkout: NewOrder["checkout"] & { quotes: Parameters<typeof quoteRowOf>[0][] };
  },
): Promise<{ id: string }> {
  const [quote] = checkout.quotes;
  if (quote === undefined) throw new Error(`Checkout ${checkout.id} lacks the quote of ${paymentIntentId}`);
  return createProvisionalOrder(unit, { checkout, quote: quoteRowOf(quote), paymentIntentId });
}
