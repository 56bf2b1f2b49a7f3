import { timingSafeEqual } from "node:crypto";
import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockCartOf } from "../cart/lock-cart.ts";
import { recordReportedPayment } from "../checkouts/record-reported-payment.ts";
import { later, reserveUntil } from "../checkouts/reserve-until.ts";
import { liveCheckoutStates } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { moveOrder } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** A provisional order keeps its stock this long: time enough to ask Stripe through an outage. */
const provisionalReservationMs = 2 * 60 * 60_000;

/** When the background sync asks Stripe, should the immediate sync be lost. */
const syncAgainMs = 30_000;

/**
 * The customer's browser says that it has paid: the order is there at once, provisionally, without asking Stripe, and
 * its lines are out of the cart.
 * An immediate sync is queued with it. Doing it again, or after the webhook has confirmed the order, answers the
 * same order.
 *
 * The intent's client secret proves that this browser started the payment. ORDER_NOT_FOUND without it, so that
 * nobody learns which intents exist. HOLD_EXPIRED when the checkout has ended unpaid.
 */
export async function placeOrder(
  shop: Shop,
  { paymentIntentId, clientSecret }: { paymentIntentId: string; clientSecret: string },
): Promise<{ orderId: string }> {
  const session = await shop.db.paymentSession.findUnique({
    where: { paymentIntentId },
    select: { clientSecret: true, checkout: { select: { id: true, ownerHash: true } } },
  });
  if (session === null || !isSame(session.clientSecret, clientSecret))
    throw new DomainError("ORDER_NOT_FOUND", {});
  const found = session.checkout;

  const orderId = await transact(
    bindLog(shop, { checkoutId: found.id, paymentIntentId }),
    "success_page",
    async (unit) => {
      const { tx, now } = unit;
      const cartId = await lockCartOf(unit, found.ownerHash);
      await lockCheckout(tx, found.id);
      const checkout = await tx.checkout.findUniqueOrThrow({
        where: { id: found.id },
        include: { lines: { orderBy: { position: "asc" } }, order: { select: { id: true, state: true } } },
      });
      const isLive = liveCheckoutStates.some((state) => state === checkout.state);
      if (!isLive && checkout.order === null) {
        // It was ended unpaid, so there is nothing to promise. Should Stripe know better, settling makes the order.
        await queueJob(tx, "sync-payment", { paymentIntentId, track: "success_page" });
        return null;
      }
      const order = checkout.order ?? (await createProvisionalOrder(unit, { checkout, paymentIntentId }));
      const isNew = checkout.order === null;
      const triesAgain =
        checkout.order?.state === "failed" &&
        (await moveOrder(
          unit,
          order.id,
          "processing",
          { kind: "payment_retried", stripeId: paymentIntentId },
          { placedAt: now },
        ));
      if (isNew || triesAgain) {
        const syncAt = new Date(now.getTime() + syncAgainMs);
        await recordReportedPayment(tx, { checkoutId: checkout.id, isLive, syncAt });
        const until = later(new Date(now.getTime() + provisionalReservationMs), checkout.promisedUntil);
        if (isLive) await reserveUntil(tx, { checkoutId: checkout.id, until });
        await queueJob(tx, "sync-payment", { paymentIntentId, track: "success_page" });
        await followOrder(unit, { checkoutId: checkout.id, cartId });
      }
      return order.id;
    },
  );
  if (orderId === null) throw new DomainError("HOLD_EXPIRED", {});
  return { orderId };
}

function isSame(ours: string | null, theirs: string): boolean {
  if (ours === null) return false;
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}
