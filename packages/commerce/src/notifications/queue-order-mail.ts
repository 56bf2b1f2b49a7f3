import { randomUUIDv7 } from "node:crypto";
import { addressLines, countryName, formatOrderNumber, isShipped } from "@dualtrack/contract";
import { insertMail, type Order, type OrderLine } from "@dualtrack/db";
import { bookingsOfLines } from "../bookings/bookings-of-lines.ts";
import { licenceAt } from "../catalog/licences.ts";
import { queueJob } from "../jobs.ts";
import { lineTitle } from "../line-title.ts";
import { addressOf, businessOf } from "../orders/customer-details.ts";
import { invoicePath, licencePath, orderPath } from "../orders/links.ts";
import { bankWaitOf } from "../payment-state/bank-wait.ts";
import { chargeOf } from "../payment-state/charge.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { getSeller } from "../settings/get-seller.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { bookingCalendars } from "./booking-calendars.ts";
import { hasInvoice } from "./has-invoice.ts";
import { mailPictures } from "./mail-pictures.ts";
import { bothSpansText, timeText } from "./mail-times.ts";
import { type OrderMailKind, renderOrderMail } from "./order-mails.ts";

export interface QueuedOrderMail {
  orderId: string;
  kind: OrderMailKind;
  again?: boolean;
  /** The refund of a cancellation by staff in minor units; null: nothing was paid. */
  returning?: number | null;
  /** The amount that the customer's bank has taken back in a dispute, in minor units. */
  disputed?: number;
  /** The number of the attempt to pay, or of the cancellation of a part: each has its own mails. */
  attempt?: number;
  /** The units that were cancelled before they were charged, e.g. `2 × Parallel Lines`. */
  cancelled?: readonly string[];
  /** End of the reservation of an unpaid order; left out if it has ended. */
  heldUntil?: Date;
}

/**
 * Writes a mail to the order's customer into the outbox and queues its sending, in the caller's transaction. One mail of a
 * kind is sent per order (and `attempt`), unless staff send it `again`. Without an e-mail address nothing is sent; the
 * order's page shows the same.
 */
export async function queueOrderMail(
  unit: UnitOfWork,
  { orderId, kind, again = false, returning, disputed = 0, attempt = 1, ...mailed }: QueuedOrderMail,
): Promise<void> {
  const { shop, tx, now } = unit;
  const { heldUntil, cancelled = [] } = mailed;
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: {
      lines: { orderBy: { position: "asc" } },
      taxes: true,
      checkout: {
        select: {
          timeZone: true,
          payments: {
            select: {
              ...{ paymentIntentId: true, status: true, authorization: { select: { captureBefore: true } } },
              ...{ methodType: true, methodLabel: true, methodLast4: true },
            },
          },
        },
      },
    },
  });
  if (order.email === null) return;
  const { currency } = order;
  const { payments } = order.checkout;
  const own = payments.find(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId);
  const paid =
    payments.find(({ status }) => status === "succeeded") ?? (own?.authorization ? own : undefined);
  const { shopName, publicUrl } = shop.settings;
  const { seller, supportEmail } = await getSeller(shop, unit);
  const pictures = await mailPictures(shop, tx, order.lines);
  const bookings = await bookingsOfLines(tx, order);
  const bookedText = (ordered: Date, position: number) => {
    const booking = bookings.get(position);
    const { timeZone } = shop.settings;
    if (booking === undefined) return timeText(ordered, timeZone);
    const [startsAt, endsAt] = [new Date(booking.startsAt), new Date(booking.endsAt)];
    return bothSpansText({ startsAt, endsAt }, { shop: timeZone, own: order.checkout.timeZone });
  };
  const tooLate = order.lines.filter(({ position }) => bookings.get(position)?.isTooLate === true);
  const titleOf = ({ position, productTitle, variantTitle, startsAt }: OrderLine) => {
    const time = startsAt === null ? [] : [bookedText(startsAt, position)];
    return [lineTitle(productTitle, variantTitle), ...time].join(", ");
  };
  const mail = renderOrderMail(kind, {
    shopName,
    supportEmail,
    seller,
    number: formatOrderNumber(order.number),
    link: publicUrl + orderPath(shop, orderId),
    invoiceLink:
      (kind === "order_confirmed" || kind === "payment_captured") && (await hasInvoice(unit, order))
        ? publicUrl + invoicePath(shop, { orderId, number: null })
        : null,
    name: order.name,
    business: businessOf(order),
    licenceLinks: kind === "order_confirmed" ? await licenceLinks(unit, order) : [],
    hasFiles: order.lines.some(({ kind }) => kind === "digital"),
    deliverTo: deliveryOf(order),
    ships: order.lines.some(({ kind }) => isShipped(kind)),
    lines: order.lines.map((line) => ({
      title: tooLate.includes(line) ? `${titleOf(line)} (not booked)` : titleOf(line),
      quantity: line.quantity,
      amount: { amount: line.amount, currency },
      picture: pictures.get(line.variantId) ?? null,
    })),
    tooLate:
      tooLate.length === 0
        ? null
        : {
            times: tooLate.map(titleOf),
            paid: { amount: tooLate.reduce((sum, line) => sum + line.totalAmount, 0), currency },
          },
    discount: { amount: order.discountAmount, currency },
    discounts: discountsView(order.discounts, currency),
    shipping: { amount: order.shippingAmount, currency },
    shippingMethod: readQuotedMethod(order.shippingMethod),
    taxes: taxesView(order, currency),
    total: { amount: order.totalAmount, currency },
    uncaptured: { amount: order.uncapturedAmount, currency },
    charge: chargeOf(await withCancellations(unit, order)),
    cancelled,
    method: paid === undefined ? null : paymentMethodView(paid),
    isAuthorized: order.paidAt === null && (own?.authorization ?? null) !== null,
    bank: bankWaitOf(shop, { ...order, payments }),
    heldUntil: heldUntil ?? null,
    timeZone: shop.settings.timeZone,
    returning: typeof returning === "number" ? { amount: returning, currency } : returning,
    disputed: disputed > 0 ? { amount: disputed, currency } : null,
  });
  // A key of its own: if money arrives later nevertheless, a second mail explains its refund.
  const baseKey = returning === null ? `${kind}_unpaid:${orderId}` : `${kind}:${orderId}`;
  const key = attempt > 1 ? `${baseKey}:${attempt}` : baseKey;
  const calendars = await calendarsOf(unit, orderId, kind, bookings.size > 0);
  const outgoing = { orderId, kind, key, recipient: order.email, createdAt: now, calendars, ...mail };
  if ((await insertMail(tx, { id: randomUUIDv7(), ...outgoing })) || !again) return;
  const { id: mailId } = await tx.mail.update({
    where: { key },
    // What is booked may have another time since the first one.
    data: { state: "queued", ...(bookings.size > 0 ? { ...mail, calendars } : {}) },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId }, { key: `mail:${mailId}` });
}

/** Adds what was cancelled of the order before it was charged, which most orders have nothing of. */
async function withCancellations<Mailed extends Pick<Order, "paymentIntentId" | "uncapturedAmount">>(
  { tx }: UnitOfWork,
  order: Mailed,
) {
  const { paymentIntentId, uncapturedAmount } = order;
  if (paymentIntentId === null || uncapturedAmount === 0) return { ...order, checkout: { payments: [] } };
  const refunds = await tx.refund.findMany({
    where: { paymentIntentId, isUncaptured: true },
    include: { lines: true },
  });
  return { ...order, checkout: { payments: [{ paymentIntentId, refunds }] } };
}

/** What is booked, once it is paid; what is not booked any more, when the order is cancelled. */
async function calendarsOf(
  { shop, tx }: UnitOfWork,
  orderId: string,
  kind: OrderMailKind,
  isBooked: boolean,
): Promise<string[]> {
  if (!isBooked || (kind !== "order_confirmed" && kind !== "order_cancelled")) return [];
  const { booked, cancelled } = await bookingCalendars(shop, tx, { orderId });
  if (kind === "order_cancelled") return cancelled;
  return booked === null ? [] : [booked];
}

/** The licences of the lines that were bought with one. */
async function licenceLinks(
  { shop, tx }: UnitOfWork,
  { id, placedAt, lines }: Pick<Order, "id" | "placedAt"> & { lines: OrderLine[] },
): Promise<{ label: string; url: string }[]> {
  const links = [];
  for (const line of lines.filter(({ kind }) => kind === "digital")) {
    if ((await licenceAt(tx, { variantId: line.variantId, at: placedAt })) === null) continue;
    const label = `Licence of ${lineTitle(line.productTitle, line.variantTitle)}`;
    links.push({ label, url: shop.settings.publicUrl + licencePath(shop, id, line.id) });
  }
  return links;
}

function deliveryOf({ name, shippingAddress }: Pick<Order, "name" | "shippingAddress">): string | null {
  const address = addressOf(shippingAddress);
  if (address === null) return null;
  return [name, ...addressLines(address), countryName(address.country)].filter(Boolean).join(", ");
}
