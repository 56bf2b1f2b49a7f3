import { formatMoney, formatOrderNumber } from "@dualtrack/contract";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { amountToCapture } from "../payment-state/uncaptured.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface RefusedEnd {
  paymentIntentId: string;
  /** As `stripeProblemText` writes it. */
  problem: string;
}

/**
 * Records that Stripe has refused to capture or release an authorization: staff see it on the order and on Home, and get a mail for each
 * request that was refused. The caller holds the checkout's lock.
 */
export async function recordProblem(
  unit: UnitOfWork,
  { paymentIntentId, problem }: RefusedEnd,
): Promise<void> {
  const { shop, tx } = unit;
  const { count } = await tx.paymentAuthorization.updateMany({
    where: { paymentIntentId, problem: null },
    data: { problem },
  });
  if (count === 0) return;
  const { captureRequestedAt, releaseRequestedAt, payment } = await tx.paymentAuthorization.findUniqueOrThrow(
    {
      where: { paymentIntentId },
      include: { payment: { include: { refunds: true, checkout: { include: { order: true } } } } },
    },
  );
  const { order } = payment.checkout;
  if (order === null) return;
  const isRelease = releaseRequestedAt !== null;
  if (!isRelease)
    await recordOnTimeline(unit, order.id, { kind: "capture_failed", stripeId: paymentIntentId });
  const number = formatOrderNumber(order.number);
  const sum = formatMoney({ amount: amountToCapture(payment), currency: payment.currency });
  const requestedAt = releaseRequestedAt ?? captureRequestedAt;
  await queueStaffAlert(unit, {
    key: `authorization_problem:${paymentIntentId}:${requestedAt?.getTime() ?? 0}`,
    subject: isRelease
      ? `A card could not be released: ${sum} of order ${number}`
      : `A card could not be charged: ${sum} of order ${number}`,
    paragraphs: [
      isRelease
        ? `Order ${number} is cancelled, and Stripe refused to release the ${sum} that are reserved on its customer's card. Nothing is charged: the bank frees the money by itself.`
        : `${sum} are reserved on the card of order ${number}, and Stripe refused to capture them. Nothing is charged. If its goods have not left yet, keep them back.`,
      isRelease
        ? "Look at the payment in Stripe's dashboard."
        : "Try again on the order's page. It stays on Home until that is done or the order is cancelled.",
    ],
    link: { label: `Order ${number}`, url: `${shop.settings.publicUrl}/admin/orders/${number}` },
    rows: [
      ["Stripe says", problem],
      ["Payment", paymentIntentId],
    ],
  });
}
