import { formatMoney, formatOrderNumber } from "@dualtrack/contract";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface AlertOfRefund {
  refundId: string;
  /** `refund_failed`: without an automatic retry. `refund_unsent`: Stripe has not accepted it for an hour; it is retried. */
  kind: "refund_failed" | "refund_unsent";
}

const texts = {
  refund_failed: (sum: string, about: string) => ({
    subject: `A refund failed: ${sum} of ${about}`,
    paragraphs: [
      `The shop had to refund ${sum} of ${about}, and the refund failed. The customer does not have the money; it is with us.`,
      "Try it again, or pay it another way, in the console. It stays on Home until that is done.",
    ],
  }),
  refund_unsent: (sum: string, about: string) => ({
    subject: `A refund has not been sent for an hour: ${sum} of ${about}`,
    paragraphs: [
      `${sum} of ${about} are to be refunded, and Stripe has not accepted the refund. The customer does not have the money.`,
      "The shop tries again by itself. Look at Stripe whether the balance is large enough, and whether the secret key may make refunds.",
    ],
  }),
};

/** Queues a mail to owners and managers about a refund that failed or can't be sent, once for each kind. */
export async function alertOfRefund(unit: UnitOfWork, { refundId, kind }: AlertOfRefund): Promise<void> {
  const { shop, tx } = unit;
  const { amount, currency, failureReason, paymentIntentId, payment } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: { include: { checkout: { include: { order: { select: { number: true } } } } } } },
  });
  const { order } = payment.checkout;
  const number = order === null ? null : formatOrderNumber(order.number);
  const about = number === null ? "a payment without an order" : `order ${number}`;
  const { publicUrl } = shop.settings;
  await queueStaffAlert(unit, {
    key: `${kind}:${refundId}`,
    ...texts[kind](formatMoney({ amount, currency }), about),
    link:
      number === null
        ? { label: "The console", url: `${publicUrl}/admin` }
        : { label: `Order ${number}`, url: `${publicUrl}/admin/orders/${number}` },
    rows: [
      ...(failureReason === null ? [] : [["Reason", failureReason] as const]),
      ["Payment", paymentIntentId],
    ],
  });
}
