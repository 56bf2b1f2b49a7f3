import { checkoutTraceparent, type IgnoredReason } from "@dualtrack/contract";
import { type Prisma, storeWebhookEvent } from "@dualtrack/db";
import { addToSpan } from "@dualtrack/tracing";
import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { ourCheckoutId } from "../stripe/payment-facts.ts";
import { isActedOn } from "./event-types.ts";
import { maskSecrets } from "./mask-secrets.ts";

/**
 * Stores a verified event once, and queues its job in the same statement. An event that is not about a payment of this
 * shop, or that says nothing new about one, is stored as `ignored`, with the reason. Each further call with it is counted.
 * @param signedWith the place of the secret that the call was signed with, from 1; null: the event was fetched, as no call had come
 */
export async function receiveEvent(
  shop: Shop,
  event: Stripe.Event,
  { signedWith = 1 }: { signedWith?: number | null } = {},
): Promise<void> {
  const object = event.data.object as { id?: string; metadata?: Stripe.Metadata | null };
  const ignoredReason = reasonToIgnore(event);
  const now = shop.clock.now();
  await storeWebhookEvent(shop.db, {
    ...{ id: event.id, type: event.type, objectId: object.id ?? null },
    ...{ state: ignoredReason === null ? "received" : "ignored", ignoredReason },
    ...{ payload: withoutSecrets(event), createdAt: new Date(event.created * 1000), receivedAt: now },
    delivery: signedWith === null ? null : { at: now, signedWith },
  });
  const facts = { eventId: event.id, type: event.type, objectId: object.id };
  const checkoutId = ourCheckoutId({ metadata: object.metadata ?? {} });
  addToSpan(
    { "dualtrack.event_id": event.id, "dualtrack.event_type": event.type, "dualtrack.object_id": object.id },
    { link: checkoutId === null ? null : checkoutTraceparent(checkoutId) },
  );
  if (ignoredReason === null) shop.log.info(facts, "an event is stored");
  else shop.log.debug({ ...facts, ignoredReason }, "an event is stored, and ignored");
  if (signedWith !== null)
    shop.measures.record("webhook_delay_seconds", { until: "delivered" }, delayOf(event, now));
}

/** From the second in which Stripe made the event until `time`, in seconds: 0 if the clocks say that it was before. */
export function delayOf(event: Pick<Stripe.Event, "created">, time: Date): number {
  return Math.max(0, time.getTime() / 1_000 - event.created);
}

/** Secrets are not needed to handle an event, and a copy of this table must not contain any. */
function withoutSecrets(event: Stripe.Event): Prisma.InputJsonObject {
  return JSON.parse(maskSecrets(JSON.stringify(event))) as Prisma.InputJsonObject;
}

/** Why an event changes nothing, as far as itself says; null: it has to be handled. */
export function reasonToIgnore(event: Stripe.Event): IgnoredReason | null {
  if (!isActedOn(event)) return "not_acted_on";
  if (paymentIntentIdOf(event) !== null || sessionIdOf(event) !== null) return null;
  return /^(payment_intent|checkout\.session)\./.test(event.type) ? "other_program" : "no_payment";
}

/** The id of the event's Checkout Session; null if it is about something else, or about another program's session. */
export function sessionIdOf(event: Stripe.Event): string | null {
  if (!event.type.startsWith("checkout.session.")) return null;
  const { id, metadata } = event.data.object as Stripe.Checkout.Session;
  return ourCheckoutId({ metadata: metadata ?? {} }) === null ? null : id;
}

/** The id of the event's PaymentIntent; null if the event is irrelevant for this shop. */
export function paymentIntentIdOf(event: Stripe.Event): string | null {
  if (event.type.startsWith("payment_intent.")) {
    const intent = event.data.object as Stripe.PaymentIntent;
    return ourCheckoutId(intent) === null ? null : intent.id;
  }
  if (/^(charge\.(refund|dispute)|refund\.|radar\.early_fraud_warning\.|review\.)/.test(event.type)) {
    const object = event.data.object as { payment_intent?: string | { id: string } | null };
    return typeof object.payment_intent === "object"
      ? (object.payment_intent?.id ?? null)
      : (object.payment_intent ?? null);
  }
  return null; // e.g. charge.succeeded: payment_intent.succeeded follows with the same information
}

/** Whether the event is about a dispute, an early fraud warning or a review, which a PaymentIntent does not contain. */
export function isAboutRisk({ type }: Pick<Stripe.Event, "type">): boolean {
  return /^(charge\.dispute|radar\.early_fraud_warning|review)\./.test(type);
}
