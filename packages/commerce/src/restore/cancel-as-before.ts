import type { Payment } from "@dualtrack/db";
import { moveOrder } from "../orders/move-order.ts";
import { receivedDetails } from "../payment-state/received-details.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { wasCancelled } from "./was-refunded-in-full.ts";

interface CancelAsBefore {
  payment: Payment;
  facts: PaymentFacts;
}

/**
 * Cancels an order that is confirmed in a restored database but was cancelled after the dump, according to its refunds at
 * Stripe. Payment and goods follow from those refunds. The caller holds the checkout's lock.
 */
export async function cancelAsBefore(
  unit: UnitOfWork,
  { payment: { paymentIntentId }, facts }: CancelAsBefore,
): Promise<void> {
  const { tx } = unit;
  if (!wasCancelled(facts)) return;
  const order = await tx.order.findUnique({ where: { paymentIntentId }, select: { id: true, state: true } });
  if (order?.state !== "confirmed") return;
  const details = receivedDetails(facts);
  const entry = { kind: "cancelled" as const, stripeId: paymentIntentId, details };
  await moveOrder(unit, order.id, "cancelled", entry);
}
