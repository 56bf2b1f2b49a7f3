import type { Track } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { type FailureFacts, failureOfCharge } from "../stripe/failure-facts.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { transact } from "../unit-of-work.ts";
import { methodColumns } from "./method-columns.ts";

/**
 * Stores the failed attempts of a payment that are not stored yet. The payment's charges are requested from Stripe unless its
 * last failed attempt is stored already.
 */
export async function recordFailures(
  shop: Shop,
  { paymentIntentId, checkoutId, lastFailure: last, observedAt: at }: PaymentFacts,
  track: Track,
): Promise<void> {
  if (checkoutId === null) return;
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId },
    select: { email: true, name: true, clientIp: true },
  });
  if (checkout === null) return;
  const stored = await shop.db.paymentFailure.findMany({
    where: { paymentIntentId },
    select: { id: true },
  });
  const known = new Set(stored.map(({ id }) => id));
  if (last !== null && known.has(last.id)) return;

  const failures = await findNewFailures(shop, { paymentIntentId, last, known, at });
  const data = failures.map(({ email, name, method, ...failure }) => ({
    ...failure,
    ...methodColumns(method),
    methodCountry: method?.country ?? null,
    fingerprint: method?.fingerprint ?? null,
    paymentIntentId,
    checkoutId,
    email: email ?? checkout.email,
    name: name ?? checkout.name,
    clientIp: checkout.clientIp,
  }));
  // In one transaction, so that a stored attempt means that all earlier ones are stored, too.
  const { count } = await transact(shop, track, ({ tx }) =>
    tx.paymentFailure.createMany({ data, skipDuplicates: true }),
  );
  if (count < data.length) return; // another track has stored, and counted, them
  for (const { declineCode, code } of data)
    shop.measures.record("payments_declined_total", { reason: declineCode ?? code });
}

interface FailureSearch {
  paymentIntentId: string;
  last: FailureFacts | null;
  known: ReadonlySet<string>;
  at: Date;
}

/** Charges are listed newest first; the first stored one ends the search. */
async function findNewFailures(
  shop: Shop,
  { paymentIntentId, last, known, at }: FailureSearch,
): Promise<FailureFacts[]> {
  const found = new Map<string, FailureFacts>();
  for await (const charge of shop.stripe.charges.list({ payment_intent: paymentIntentId, limit: 100 })) {
    if (known.has(charge.id)) break;
    if (charge.status === "failed") found.set(charge.id, failureOfCharge(charge, at));
  }
  if (last !== null) {
    // For the same attempt the charge has more of the card, and the intent has the bank's reason.
    const charge = found.get(last.id);
    found.set(last.id, charge ? { ...charge, declineCode: last.declineCode ?? charge.declineCode } : last);
  }
  return [...found.values()];
}
