import type { Track, Tx } from "@dualtrack/db";
import { noteOnTimeline } from "../orders/move-order.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { alertOfFraudWarning } from "./alert-of-fraud.ts";

interface SettleFraudWarnings {
  facts: Pick<PaymentFacts, "paymentIntentId" | "fraudWarnings" | "observedAt">;
  track: Track;
  at: Date;
}

/**
 * Brings our early fraud warnings of a payment in line with Stripe's: a new one is a line on the order's timeline, and
 * a mail to staff while a refund still helps. The caller holds the checkout's lock.
 */
export async function settleFraudWarnings(
  shop: Shop,
  tx: Tx,
  { facts: { paymentIntentId, fraudWarnings, observedAt }, track, at }: SettleFraudWarnings,
): Promise<void> {
  for (const { id, ...warning } of fraudWarnings ?? []) {
    const news = { ...warning, observedAt };
    const known = await tx.fraudWarning.findUnique({ where: { id } });
    if (known !== null) {
      // Among equally old answers, the one after which nothing can be done any more.
      const isNews =
        observedAt > known.observedAt || (+observedAt === +known.observedAt && !warning.isActionable);
      if (isNews) await tx.fraudWarning.update({ where: { id }, data: news });
      continue;
    }
    await tx.fraudWarning.create({ data: { id, paymentIntentId, ...news } });
    const order = await findOrderOfPayment(tx, paymentIntentId);
    const { fraudType, isActionable } = warning;
    if (order === null) continue;
    const details = { fraudType, isActionable };
    await noteOnTimeline(tx, order.id, { kind: "fraud_warning", track, stripeId: id, details, at });
    if (isActionable) await alertOfFraudWarning(shop, tx, { id, fraudType, orderId: order.id });
  }
}
