import { formatOrderNumber, type RefundDocument } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { getFulfilment, quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import { queueJob } from "../jobs.ts";
import { lineTitle } from "../line-title.ts";
import { orderPath, refundDocumentPath } from "../orders/links.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { bookingCalendars } from "./booking-calendars.ts";
import { hasInvoice } from "./has-invoice.ts";
import { bothSpansText } from "./mail-times.ts";
import { type RefundMailKind, renderRefundMail } from "./refund-mails.ts";

/**
 * Writes a mail about a refund to the order's customer into the outbox and queues its sending, in the caller's transaction.
 * One mail of a kind is sent per refund. It links the refund's credit note, or the reversal, which the same transaction issues at its
 * end; a refund that is still pending has none yet. It names the booked times that
 * this transaction has freed, or that are free once it has arrived. Without an e-mail address nothing is sent; the order's page shows the same.
 */
export async function queueRefundMail(
  unit: UnitOfWork,
  { orderId, refundId, kind }: { orderId: string; refundId: string; kind: RefundMailKind },
): Promise<void> {
  const { shop, tx, now } = unit;
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      ...{ id: true, checkoutId: true, email: true, name: true, number: true, paidAt: true },
      checkout: { select: { timeZone: true } },
    },
  });
  const { email, name, number } = order;
  if (email === null) return;
  const { amount, currency, failureReason, retryOfId, state, payment } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: true },
  });
  const kindOfDocument = kind === "refund_failed" ? "reversal" : "credit_note";
  const isIssued =
    kind === "refund_failed"
      ? await isCredited(unit, refundId)
      : (kind === "refund_paid_another_way" || state === "succeeded") && (await hasInvoice(unit, order));
  const { shopName, publicUrl } = shop.settings;
  const { seller, supportEmail } = await getSeller(shop, unit);
  const freed = kind === "refund_failed" ? [] : await freedTimes(unit, order);
  const isUnderWay = kind === "refund_sent" && state !== "succeeded";
  const mail = renderRefundMail(kind, {
    shopName,
    supportEmail,
    seller,
    number: formatOrderNumber(number),
    link: publicUrl + orderPath(shop, orderId),
    document: isIssued
      ? {
          kind: kindOfDocument,
          url: publicUrl + refundDocumentPath(shop, { orderId, refundId, kind: kindOfDocument }),
        }
      : null,
    name,
    amount: { amount, currency },
    method: paymentMethodView(payment),
    isRetry: retryOfId !== null,
    failureReason,
    freedTimes: freed.map(({ text }) => text),
    timesToFree: isUnderWay ? await timesToFree(unit, order) : [],
  });
  const { cancelled: calendars } =
    freed.length === 0
      ? { cancelled: [] }
      : await bookingCalendars(shop, tx, { orderId, bookingIds: freed.map((booking) => booking.id) });
  const key = `${kind}:${refundId}`;
  const { count } = await tx.mail.createMany({
    data: { orderId, kind, key, recipient: email, createdAt: now, calendars, ...mail },
    skipDuplicates: true,
  });
  if (count === 0) return;
  const { id } = await tx.mail.findUniqueOrThrow({ where: { key }, select: { id: true } });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}

/** What was booked and is free again since this transaction. */
function freedTimes(unit: UnitOfWork, order: OfOrder) {
  return namedTimes(unit, order, { state: "cancelled", endedAt: unit.now });
}

/** What is booked until its money, which is on its way, has arrived. */
async function timesToFree(unit: UnitOfWork, order: OfOrder): Promise<string[]> {
  const refunded = await getFulfilment(unit.tx, order.id);
  const positions = refunded.lines
    .filter((line) => quantitiesOf(refunded, line).withdrawn >= line.quantity)
    .map(({ position }) => position);
  const where = { state: "confirmed" as const, startsAt: { gt: unit.now }, position: { in: positions } };
  return (await namedTimes(unit, order, where)).map(({ text }) => text);
}

interface OfOrder {
  id: string;
  checkoutId: string;
  checkout: { timeZone: string | null };
}

async function namedTimes({ shop, tx }: UnitOfWork, order: OfOrder, which: Prisma.BookingWhereInput) {
  const bookings = await tx.booking.findMany({
    where: { checkoutId: order.checkoutId, ...which },
    orderBy: { startsAt: "asc" },
    select: { id: true, position: true, startsAt: true, endsAt: true },
  });
  if (bookings.length === 0) return [];
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id },
    select: { position: true, productTitle: true, variantTitle: true },
  });
  const zones = { shop: shop.settings.timeZone, own: order.checkout.timeZone };
  return bookings.flatMap(({ id, position, ...booked }) =>
    lines
      .filter((line) => line.position === position)
      .map((line) => ({
        id,
        text: `${lineTitle(line.productTitle, line.variantTitle)}, ${bothSpansText(booked, zones)}`,
      })),
  );
}

/** Whether a credit note of the refund stands, which a failure reverses. */
async function isCredited({ tx }: UnitOfWork, refundId: string): Promise<boolean> {
  const count = (kind: RefundDocument) => tx.invoice.count({ where: { refundId, kind } });
  return (await count("credit_note")) > (await count("reversal"));
}
