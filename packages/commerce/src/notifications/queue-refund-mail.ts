import { formatOrderNumber } from "@dualtrack/contract";
import { queueJob } from "../jobs.ts";
import { orderPath } from "../orders/links.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { type RefundMailKind, renderRefundMail } from "./refund-mails.ts";

/**
 * Writes a mail about a refund to the order's customer into the outbox and queues its sending, in the caller's transaction.
 * One mail of a kind is sent per refund. Without an e-mail address nothing is sent; the order's page shows the same.
 */
export async function queueRefundMail(
  unit: UnitOfWork,
  { orderId, refundId, kind }: { orderId: string; refundId: string; kind: RefundMailKind },
): Promise<void> {
  const { shop, tx, now } = unit;
  const { email, name, number } = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { email: true, name: true, number: true },
  });
  if (email === null) return;
  const { amount, currency, failureReason, retryOfId, payment } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: true },
  });
  const { shopName, publicUrl } = shop.settings;
  const { seller, supportEmail } = await getSeller(shop, tx);
  const mail = renderRefundMail(kind, {
    shopName,
    supportEmail,
    seller,
    number: formatOrderNumber(number),
    link: publicUrl + orderPath(shop, orderId),
    name,
    amount: { amount, currency },
    method: paymentMethodView(payment),
    isRetry: retryOfId !== null,
    failureReason,
  });
  const key = `${kind}:${refundId}`;
  const { count } = await tx.mail.createMany({
    data: { orderId, kind, key, recipient: email, createdAt: now, ...mail },
    skipDuplicates: true,
  });
  if (count === 0) return;
  const { id } = await tx.mail.findUniqueOrThrow({ where: { key }, select: { id: true } });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
