import { setTimeout as pause } from "node:timers/promises";
import type { PaymentKind } from "./customer.ts";
import type { World } from "./world.ts";

/** What Stripe says of a payment to the browser that makes it. */
interface Intent {
  id: string;
  status: string;
  client_secret: string;
}

const paidStates = ["succeeded", "requires_capture", "processing"];

/** Of each kind, with which cards it is tried, in turn. */
const cards: Record<PaymentKind, readonly string[]> = {
  card: ["pm_card_visa"],
  "declined, then another card": ["pm_card_visa_chargeDeclined", "pm_card_mastercard"],
  "declined, then gives up": ["pm_card_visa_chargeDeclinedInsufficientFunds"],
  "3-D Secure": ["pm_card_threeDSecure2Required"],
  "3-D Secure refused, then another card": ["pm_card_threeDSecure2Required", "pm_card_visa"],
  "direct debit": ["pm_sepaDebit_successDelayed_at"],
  "direct debit that fails": ["pm_sepaDebit_successDelayed_at"],
  "card that disputes": ["pm_card_createDispute"],
  "card whose refunds wait": ["pm_card_pendingRefund"],
};

/**
 * Pays with Stripe's form in the shop. Before another card is tried, `pressAgain` presses Pay in the shop once more. Answers what Stripe says
 * at the end, of the payment that was made.
 */
export async function payAtStripe(
  world: World,
  {
    paymentIntentId,
    kind,
    debitMs,
    pressAgain,
    untilMs,
  }: {
    paymentIntentId: string;
    kind: PaymentKind;
    /** After how long the bank decides about a debit. */
    debitMs: number;
    pressAgain(): Promise<{ paymentIntentId: string; clientSecret: string } | null>;
    untilMs: number;
  },
): Promise<{ status: string; isPaid: boolean; paymentIntentId: string; clientSecret: string }> {
  let id = paymentIntentId;
  let intent: Intent | null = null;
  for (const [tries, card] of cards[kind].entries()) {
    if (tries > 0) {
      const next = await pressAgain();
      if (next === null) break;
      id = next.paymentIntentId;
    }
    intent = await confirm(world, { id, card, untilMs });
    if (intent?.status === "requires_action") {
      const passes = kind !== "3-D Secure refused, then another card" || tries > 0;
      await world.outside.challenge(id, passes ? "complete" : "refuse").catch(() => {}); // another tab has done it
      intent = await look(world, id, untilMs);
    }
    if (intent !== null && paidStates.includes(intent.status)) break;
  }
  if (intent?.status === "processing") {
    const outcome = kind === "direct debit that fails" ? "fail" : "succeed";
    void pause(debitMs).then(() => world.outside.decideDebit(id, outcome).catch(() => {})); // it may have been decided
  }
  return {
    status: intent?.status ?? "unknown",
    isPaid: intent !== null && paidStates.includes(intent.status),
    paymentIntentId: id,
    clientSecret: intent?.client_secret ?? "",
  };
}

/** Pays on Stripe's page, and reads what it has put into the address to come back to. */
export async function payOnStripesPage(
  world: World,
  { sessionId, kind, untilMs }: { sessionId: string; kind: PaymentKind; untilMs: number },
): Promise<{ status: string; paymentIntentId: string | null; sessionSecret: string | null }> {
  for (const [tries, card] of cards[kind].entries()) {
    // A decline rejects; what is paid or over already does so, too.
    await world.outside.payOnPage(sessionId, card).catch(() => {});
    const session = await lookAtSession(world, sessionId, untilMs);
    if (session === null) return { status: "unknown", paymentIntentId: null, sessionSecret: null };
    if (session.status === "open" && session.payment_intent !== null) {
      const passes = kind !== "3-D Secure refused, then another card" || tries > 0;
      await world.outside.challenge(session.payment_intent, passes ? "complete" : "refuse").catch(() => {}); // nothing was asked
    }
  }
  const session = await lookAtSession(world, sessionId, untilMs);
  const isComplete = session?.status === "complete";
  return {
    status: session?.status ?? "unknown",
    paymentIntentId: isComplete ? session.payment_intent : null,
    sessionSecret: isComplete ? (/session_secret=([\w-]+)/.exec(session.success_url)?.[1] ?? null) : null,
  };
}

/** Confirms it, and looks when the answer was lost. */
async function confirm(
  world: World,
  { id, card, untilMs }: { id: string; card: string; untilMs: number },
): Promise<Intent | null> {
  const form = new URLSearchParams({
    payment_method: card,
    return_url: `${world.cluster.url}/payment/success`,
  });
  if (card.startsWith("pm_sepa")) {
    form.set("mandate_data[customer_acceptance][type]", "online");
    form.set("mandate_data[customer_acceptance][online][ip_address]", "127.0.0.1");
    form.set("mandate_data[customer_acceptance][online][user_agent]", "a browser");
  }
  const answer = await atStripe<Intent>(world, `/v1/payment_intents/${id}/confirm`, form);
  return answer ?? look(world, id, untilMs);
}

function look(world: World, id: string, untilMs: number): Promise<Intent | null> {
  return lookUntil(() => atStripe<Intent>(world, `/v1/payment_intents/${id}`), untilMs);
}

function lookAtSession(world: World, id: string, untilMs: number) {
  type Session = { status: string; payment_intent: string | null; success_url: string };
  return lookUntil(() => atStripe<Session>(world, `/v1/checkout/sessions/${id}`), untilMs);
}

async function lookUntil<Found>(ask: () => Promise<Found | null>, untilMs: number): Promise<Found | null> {
  for (;;) {
    const found = await ask();
    if (found !== null || Date.now() > untilMs) return found;
    await pause(500);
  }
}

/** Stripe's answer; null: there is none, or it is an error. */
async function atStripe<Answer>(
  { stripe }: World,
  path: string,
  form?: URLSearchParams,
): Promise<Answer | null> {
  const headers = { authorization: `Bearer ${stripe.secretKey}` };
  const sent = form === undefined ? {} : { method: "POST", body: form };
  try {
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(`${stripe.url}${path}`, { headers, signal, ...sent });
    const body = await answer.json();
    return answer.ok ? (body as Answer) : null;
  } catch {
    return null; // cut off, or too late
  }
}
