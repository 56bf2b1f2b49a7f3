import { notify, type Prisma } from "@dualtrack/db";
import type Stripe from "stripe";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { ourCheckoutId } from "../stripe/payment-facts.ts";
import { transact } from "../unit-of-work.ts";
import { maskSecrets } from "./mask-secrets.ts";

/**
 * Puts a verified event into the inbox, once, and queues its job in the same transaction. An event that says
 * nothing about a payment of ours is kept as `ignored`. One that was fetched is noted as delivered when Stripe's call
 * comes after all.
 */
export async function receiveEvent(
  shop: Shop,
  event: Stripe.Event,
  { isFetched = false }: { isFetched?: boolean } = {},
): Promise<void> {
  const object = event.data.object as { id?: string };
  const state = paymentIntentIdOf(event) === null ? "ignored" : "received";
  await transact(shop, "webhook", async ({ tx, now }) => {
    const deliveredAt = isFetched ? null : now;
    const { count } = await tx.webhookEvent.createMany({
      data: {
        id: event.id,
        type: event.type,
        objectId: object.id ?? null,
        state,
        payload: withoutSecrets(event),
        createdAt: new Date(event.created * 1000),
        receivedAt: now,
        deliveredAt,
      },
      skipDuplicates: true,
    });
    if (count === 0 && deliveredAt !== null)
      await tx.webhookEvent.updateMany({ where: { id: event.id, deliveredAt: null }, data: { deliveredAt } });
    if (count === 1) await notify(tx, { topic: "webhook", id: event.id });
    if (count === 1 && state === "received")
      await queueJob(tx, "handle-event", { eventId: event.id }, { key: `event:${event.id}` });
  });
}

/** Nothing that is done about an event needs a secret of its payment, and a copy of this table must open none. */
function withoutSecrets(event: Stripe.Event): Prisma.InputJsonObject {
  return JSON.parse(maskSecrets(JSON.stringify(event))) as Prisma.InputJsonObject;
}

/** The PaymentIntent that an event is about; null when the event can't matter to us. */
export function paymentIntentIdOf(event: Stripe.Event): string | null {
  if (event.type.startsWith("payment_intent.")) {
    const intent = event.data.object as Stripe.PaymentIntent;
    return ourCheckoutId(intent) === null ? null : intent.id;
  }
  if (/^(charge\.(refund|dispute)|refund\.|radar\.early_fraud_warning\.|review\.)/.test(event.type)) {
    const about = event.data.object as { payment_intent?: string | { id: string } | null };
    return typeof about.payment_intent === "object"
      ? (about.payment_intent?.id ?? null)
      : (about.payment_intent ?? null);
  }
  return null; // e.g. charge.succeeded: payment_intent.succeeded follows and says the same
}

/** Whether it may be about something that neither the payment nor our books tell of: a dispute, a warning, a review. */
export function isAboutRisk({ type }: Pick<Stripe.Event, "type">): boolean {
  return /^(charge\.dispute|radar\.early_fraud_warning|review)\./.test(type);
}
