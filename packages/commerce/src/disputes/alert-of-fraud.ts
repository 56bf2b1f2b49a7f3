import { fraudTypeText } from "@dualtrack/contract";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import type { Shop } from "../shop.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { orderNumberOf } from "./alert-of-dispute.ts";

/** Queues a mail to owners and managers that a bank suspects fraud and a refund can still prevent a dispute. */
export async function alertOfFraudWarning(
  unit: UnitOfWork,
  { id, fraudType, orderId }: { id: string; fraudType: string; orderId: string },
): Promise<void> {
  const { shop, tx } = unit;
  const number = await orderNumberOf(tx, orderId);
  await queueStaffAlert(unit, {
    key: `fraud_warning:${id}`,
    subject: `Fraud warning: order ${number}`,
    paragraphs: [
      `The bank whose card paid order ${number} suspects fraud. No money has been taken yet.`,
      "Refund and cancel it before it becomes a dispute, which costs a fee as well; or keep it, if you are sure of the customer. Do not send the goods before you have decided.",
    ],
    link: orderLink(shop, number),
    rows: [["The bank's reason", fraudTypeText(fraudType)]],
  });
}

/** Queues a mail to owners and managers that Stripe has put a payment under review. */
export async function alertOfReview(
  unit: UnitOfWork,
  { id, orderId }: { id: string; orderId: string },
): Promise<void> {
  const { shop, tx } = unit;
  const number = await orderNumberOf(tx, orderId);
  await queueStaffAlert(unit, {
    key: `review_opened:${id}`,
    subject: `Review: order ${number} waits`,
    paragraphs: [
      `Stripe wants somebody to review the payment of order ${number} before its goods are shipped.`,
      "Approve or refund it in Stripe's dashboard. Until then the order can't be shipped here.",
    ],
    link: orderLink(shop, number),
    rows: [["Review", id]],
  });
}

function orderLink(shop: Shop, number: string) {
  return { label: `Order ${number}`, url: `${shop.settings.publicUrl}/admin/orders/${number}` };
}
