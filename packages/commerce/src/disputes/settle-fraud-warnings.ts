import { recordOnTimeline } from "../orders/move-order.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfFraudWarning } from "./alert-of-fraud.ts";

interface SettleFraudWarnings {
  facts: Pick<PaymentFacts, "paymentIntentId" | "fraudWarnings" | "observedAt">;
}

/**
 * Updates the stored early fraud warnings of a payment to Stripe's. A new one adds an event to the order's timeline, and
 * staff get a mail if a refund can still prevent a dispute. The caller holds the checkout's lock.
 */
export async function settleFraudWarnings(
  unit: UnitOfWork,
  { facts: { paymentIntentId, fraudWarnings, observedAt } }: SettleFraudWarnings,
): Promise<void> {
  const { tx } = unit;
  for (const { id, ...warning } of fraudWarnings ?? []) {
    const values = { ...warning, observedAt };
    const known = await tx.fraudWarning.findUnique({ where: { id } });
    if (known !== null) {
      // Of two answers with the same time, the one that is no longer actionable wins.
      const isNewer =
        observedAt > known.observedAt || (+observedAt === +known.observedAt && !warning.isActionable);
      if (isNewer) await tx.fraudWarning.update({ where: { id }, data: values });
      continue;
    }
    await tx.fraudWarning.create({ data: { id, paymentIntentId, ...values } });
    const order = await findOrderOfPayment(tx, paymentIntentId);
    const { fraudType, isActionable } = warning;
    if (order === null) continue;
    const details = { fraudType, isActionable };
    await recordOnTimeline(unit, order.id, { kind: "fraud_warning", stripeId: id, details });
    if (isActionable) await alertOfFraudWarning(unit, { id, fraudType, orderId: order.id });
  }
}
