import { formatOrderNumber, type Money } from "@dualtrack/contract";
import { queueJob } from "../jobs.ts";
import { lineTitle } from "../line-title.ts";
import { orderPath } from "../orders/links.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { bookingCalendars } from "./booking-calendars.ts";
import { type BookingMailKind, renderBookingMail } from "./booking-mails.ts";
import { ownSpanText, spanText } from "./mail-times.ts";

interface QueuedBookingMail {
  orderId: string;
  bookingId: string;
  kind: BookingMailKind;
  /** When and where it was booked before it was moved. */
  before?: { startsAt: Date; endsAt: Date; resource: string };
  /** What was paid for it and what of that goes back. */
  returning?: { price: Money; refund: Money };
}

/**
 * Writes a mail about a booking to the order's customer into the outbox and queues its sending, in the caller's transaction, after
 * the change. One mail is sent for each change, and one reminder for each start. A change brings a calendar file. Without an e-mail
 * address nothing is sent; the order's page shows the same.
 */
export async function queueBookingMail(
  unit: UnitOfWork,
  { orderId, bookingId, kind, before, returning }: QueuedBookingMail,
): Promise<void> {
  const { shop, tx, now, by } = unit;
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      ...{ email: true, name: true, number: true },
      lines: { select: { position: true, productTitle: true, variantTitle: true, quantity: true } },
      checkout: { select: { timeZone: true, payments: { where: { status: "succeeded" } } } },
    },
  });
  if (order.email === null) return;
  const { position, revision, resource, ...time } = await tx.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: {
      ...{ position: true, revision: true, startsAt: true, endsAt: true },
      resource: { select: { name: true } },
    },
  });
  const line = order.lines.find((candidate) => candidate.position === position);
  const { shopName, publicUrl, timeZone } = shop.settings;
  const zones = { shop: timeZone, own: order.checkout.timeZone };
  const [paid] = order.checkout.payments;
  const mail = renderBookingMail(kind, {
    shopName,
    ...(await getSeller(shop, unit)),
    number: formatOrderNumber(order.number),
    link: publicUrl + orderPath(shop, orderId),
    name: order.name,
    title: line === undefined ? "" : lineTitle(line.productTitle, line.variantTitle),
    places: line?.quantity ?? 1,
    time: spanText(time, timeZone),
    ownTime: ownSpanText(time, zones),
    resource: resource.name,
    before: before === undefined ? null : { time: spanText(before, timeZone), resource: before.resource },
    returning: returning ?? null,
    method: paid === undefined ? null : paymentMethodView(paid),
    byStaff: by !== null,
  });
  const { booked, cancelled } = await bookingCalendars(shop, tx, { orderId, bookingIds: [bookingId] });
  const calendars = kind === "booking_reminder" ? [] : [...(booked === null ? [] : [booked]), ...cancelled];
  const key =
    kind === "booking_reminder"
      ? `${kind}:${bookingId}:${time.startsAt.toISOString()}`
      : `${kind}:${bookingId}:${revision}`;
  const { count } = await tx.mail.createMany({
    data: { orderId, kind, key, recipient: order.email, createdAt: now, calendars, ...mail },
    skipDuplicates: true,
  });
  if (count === 0) return;
  const { id } = await tx.mail.findUniqueOrThrow({ where: { key }, select: { id: true } });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}

/** Queues a mail for each booking that this transaction has freed, as its money has gone back. */
export async function queueFreedMails(unit: UnitOfWork, orderId: string): Promise<void> {
  const { tx, now } = unit;
  const freed = await tx.booking.findMany({
    where: { checkout: { order: { id: orderId } }, state: "cancelled", endedAt: now },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  for (const { id } of freed)
    await queueBookingMail(unit, { orderId, bookingId: id, kind: "booking_cancelled" });
}
