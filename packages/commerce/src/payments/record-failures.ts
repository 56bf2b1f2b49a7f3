import type { Track } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { type FailureFacts, failureOfCharge } from "../stripe/failure-facts.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { transact } from "../unit-of-work.ts";
import { methodColumns } from "./method-columns.ts";

/**
 * Notes every refused try of a payment that is not noted yet. Stripe is asked for the payment's charges only when the
 * payment tells of a try that is news, or of none: so who calls this for a payment that nobody refused pays one call.
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
  const noted = await shop.db.paymentFailure.findMany({
    where: { paymentIntentId },
    select: { id: true },
  });
  const known = new Set(noted.map(({ id }) => id));
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
  // All of them at once: a known try means that all before it are known, too.
  await transact(shop, track, ({ tx }) => tx.paymentFailure.createMany({ data, skipDuplicates: true }));
}

interface Search {
  paymentIntentId: string;
  last: FailureFacts | null;
  known: ReadonlySet<string>;
  at: Date;
}

/** Charges come newest first: the first one that is known ends the search. */
async function findNewFailures(
  shop: Shop,
  { paymentIntentId, last, known, at }: Search,
): Promise<FailureFacts[]> {
  const found = new Map<string, FailureFacts>();
  for await (const charge of shop.stripe.charges.list({ payment_intent: paymentIntentId, limit: 100 })) {
    if (known.has(charge.id)) break;
    if (charge.status === "failed") found.set(charge.id, failureOfCharge(charge, at));
  }
  if (last !== null) {
    // Of the same try the charge knows the card better, and the intent the bank's reason.
    const charge = found.get(last.id);
    found.set(last.id, charge ? { ...charge, declineCode: last.declineCode ?? charge.declineCode } : last);
  }
  return [...found.values()];
}
