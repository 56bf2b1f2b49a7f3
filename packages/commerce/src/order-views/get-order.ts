import { disputeStatuses, formatOrderNumber, type Money } from "@dualtrack/contract";
import type { OrderEventKind, Prisma } from "@dualtrack/db";
import { z } from "zod";
import { bookingsOfLines } from "../bookings/bookings-of-lines.ts";
import { lineFields, lineView } from "../checkout/line-view.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { listDownloads } from "../downloads/list-downloads.ts";
import { getFulfilment, openQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { shipmentView } from "../fulfilment/shipment-view.ts";
import { invoiceView, viewedInvoices } from "../invoices/invoice-view.ts";
import { customerDetailSelect, customerDetailsView } from "../orders/customer-details.ts";
import { invoicePath, orderPath, orderToken } from "../orders/links.ts";
import { bankWaitOf } from "../payment-state/bank-wait.ts";
import { chargeOf } from "../payment-state/charge.ts";
import { disputeStage } from "../payment-state/dispute-status.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { withFailedRefund } from "../payment-state/payment-risks.ts";
import {
  isFailedRefund,
  isPaidAnotherWay,
  isUnsuccessfulRefund,
  paidAnotherWay,
} from "../payment-state/refundable.ts";
import { refundedAtStripe } from "../payment-state/uncaptured.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { customerRefunds } from "../refunds/customer-refund-view.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { Shop } from "../shop.ts";

const orderFields = {
  id: true,
  checkoutId: true,
  number: true,
  state: true,
  isProvisional: true,
  paymentState: true,
  fulfilmentState: true,
  paymentIntentId: true,
  currency: true,
  subtotalAmount: true,
  discountAmount: true,
  shippingAmount: true,
  shippingTaxAmount: true,
  taxAmount: true,
  taxBehavior: true,
  taxes: { orderBy: { id: "asc" } },
  totalAmount: true,
  uncapturedAmount: true,
  shippingMethod: true,
  discounts: true,
  ...customerDetailSelect,
  placedAt: true,
  confirmedAt: true,
  paidAt: true,
  checkout: {
    select: {
      state: true,
      expiresAt: true,
      payments: {
        select: {
          paymentIntentId: true,
          authorization: { select: { captureBefore: true } },
          amountRefunded: true,
          methodType: true,
          methodLabel: true,
          methodLast4: true,
          status: true,
          refunds: {
            select: {
              id: true,
              isUncaptured: true,
              lines: {
                select: { quantity: true, orderLineId: true, orderLine: { select: { variantId: true } } },
              },
              amount: true,
              currency: true,
              state: true,
              failureReason: true,
              retryOfId: true,
              paidAnotherWayAt: true,
              waivedAt: true,
              createdAt: true,
            },
          },
        },
      },
    },
  },
  lines: {
    orderBy: { position: "asc" },
    select: { ...lineFields, id: true, position: true, totalAmount: true },
  },
  shipments: {
    where: { withdrawnAt: null },
    orderBy: { shippedAt: "asc" },
    include: { lines: { select: { quantity: true, orderLine: { select: { variantId: true } } } } },
  },
  invoices: viewedInvoices,
  timeline: { orderBy: { id: "asc" }, select: { id: true, kind: true, details: true, occurredAt: true } },
} as const;

/** An order as its customer sees it. ORDER_NOT_FOUND. */
export async function getOrder(shop: Shop, { orderId }: { orderId: string }) {
  const order = await shop.db.order.findUnique({ where: { id: orderId }, select: orderFields });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const money = (amount: number) => ({ amount, currency: order.currency });
  const { payments } = order.checkout;
  const paid =
    payments.find(({ status }) => status === "succeeded") ??
    payments.find(
      ({ paymentIntentId, authorization }) =>
        paymentIntentId === order.paymentIntentId && authorization !== null,
    );
  const checkoutIsLive = isLiveCheckout(order.checkout.state);
  const bookings = await bookingsOfLines(shop.db, order);
  const canRetryPayment =
    order.state === "failed" && checkoutIsLive && order.checkout.expiresAt > shop.clock.now();
  return {
    number: formatOrderNumber(order.number),
    token: orderToken(shop, order.id),
    path: orderPath(shop, order.id),
    state: order.state,
    isProvisional: order.isProvisional,
    paymentState: order.paymentState,
    fulfilmentState: order.fulfilmentState,
    ...customerDetailsView(order),
    lines: order.lines.map(({ id, position, totalAmount: _, ...line }) => ({
      ...lineView(line, money),
      ...refundedOf(payments, id),
      booking: bookings.get(position) ?? null,
    })),
    parcels: order.shipments.map(({ lines, ...shipment }) => ({
      ...shipmentView(shipment),
      lines: lines.map(({ quantity, orderLine: { variantId } }) => ({ variantId, quantity })),
    })),
    /** What it has to download, by line. */
    downloads: order.lines.some(({ kind }) => kind === "digital")
      ? await listDownloads(shop, { orderId })
      : [],
    // Nothing was charged of what is released, so its rest is not promised.
    stillToCome:
      order.fulfilmentState === "partly_shipped" && order.paymentState !== "released"
        ? await listOpenLines(shop, orderId)
        : [],
    subtotal: money(order.subtotalAmount),
    discount: money(order.discountAmount),
    discounts: discountsView(order.discounts, order.currency),
    shipping: money(order.shippingAmount),
    shippingMethod: readQuotedMethod(order.shippingMethod),
    tax: money(order.taxAmount),
    taxes: taxesView(order, order.currency),
    total: money(order.totalAmount),
    /** What of the total is never charged, as it was cancelled before. */
    uncaptured: money(order.uncapturedAmount),
    /** What is charged instead of the total; null: the total is. */
    charge: chargeOf(order),
    /** What was cancelled before it was charged, the oldest first; no lines: not known which units. */
    cancellations: order.checkout.payments
      .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
      .flatMap(({ refunds }) => refunds.filter(({ isUncaptured }) => isUncaptured))
      .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
      .map(({ id, amount, createdAt, lines }) => ({
        id,
        amount: money(amount),
        at: createdAt.toISOString(),
        lines: lines.map(({ quantity, orderLine: { variantId } }) => ({ variantId, quantity })),
      })),
    refunded: money(
      order.checkout.payments.reduce(
        (sum, payment) => sum + refundedAtStripe(payment) + paidAnotherWay(payment.refunds),
        0,
      ),
    ),
    refunds: customerRefunds(order.checkout.payments),
    invoices: order.invoices.map((invoice) => ({
      ...invoiceView(invoice, order.currency),
      path: invoicePath(shop, { orderId: order.id, number: invoice.number }),
    })),
    /** Whether a refund for goods failed: they are not shipped until that is settled. */
    goodsWait: await hasGoodsWaiting(shop, order),
    placedAt: order.placedAt.toISOString(),
    confirmedAt: order.confirmedAt?.toISOString() ?? null,
    method: paid === undefined ? null : paymentMethodView(paid),
    timeline: order.timeline.flatMap(({ id, kind, details, occurredAt }) =>
      isForStaff(kind) || (kind === "dispute_opened" && !isMoneyTaken(details))
        ? []
        : {
            id: String(id),
            kind,
            details: {
              amount: moneyOf(details),
              booked: bookedOf(details),
              moved: kind === "booking_moved" ? movedOf(details) : null,
              newRoom: kind === "booking_moved" ? newRoomOf(details) : null,
              ...trackingOf(details),
            },
            at: occurredAt.toISOString(),
          },
    ),
    bank: bankWaitOf(shop, { ...order, payments: order.checkout.payments }),
    canRetryPayment,
    /** End of the reservation of an unpaid order, until which it can be paid another way; null: it has ended. */
    heldUntil: canRetryPayment ? order.checkout.expiresAt.toISOString() : null,
  };
}

/** Units of a line whose money has gone back, and those for which it is on its way; what was never charged is neither. */
function refundedOf(
  payments: Prisma.OrderGetPayload<{ select: typeof orderFields }>["checkout"]["payments"],
  orderLineId: string,
) {
  const refunds = payments
    .flatMap((payment) => payment.refunds)
    .filter((refund) => !refund.isUncaptured && !isUnsuccessfulRefund(refund));
  const unitsIn = (isDone: boolean) =>
    refunds
      .filter((refund) => (refund.state === "succeeded" || isPaidAnotherWay(refund)) === isDone)
      .flatMap(({ lines }) => lines)
      .filter((line) => line.orderLineId === orderLineId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  return { refundedQuantity: unitsIn(true), refundingQuantity: unitsIn(false) };
}

async function hasGoodsWaiting(
  shop: Shop,
  { paymentIntentId, checkout }: Prisma.OrderGetPayload<{ select: typeof orderFields }>,
): Promise<boolean> {
  const anyFailed = checkout.payments.some(({ refunds }) => refunds.some(isFailedRefund));
  if (!anyFailed || paymentIntentId === null) return false;
  return (await withFailedRefund(shop.db, [paymentIntentId])).has(paymentIntentId);
}

/**
 * Events between the shop, Stripe and the banks, which the customer's page does not show.
 */
const staffEventKinds = [
  "late_payment",
  "dispute_evidence_submitted",
  "dispute_accepted",
  "dispute_closed",
  "inquiry_opened",
  "inquiry_closed",
  "fraud_warning",
  "fraud_warning_dismissed",
  "review_opened",
  "review_closed",
  "goods_returned",
  "goods_reclaimed",
  "restored",
  "booking_missed",
  "booking_attended",
  "capture_failed",
] as const satisfies OrderEventKind[];

function isForStaff(kind: OrderEventKind): kind is (typeof staffEventKinds)[number] {
  return staffEventKinds.some((staffKind) => staffKind === kind);
}

/** Whether the bank has taken the money: a dispute may be closed when it is first seen, as with a returned debit. */
function isMoneyTaken(details: unknown): boolean {
  const parsed = z.object({ status: z.enum(disputeStatuses) }).safeParse(details);
  return parsed.success && disputeStage(parsed.data.status) === "taken";
}

async function listOpenLines(shop: Shop, orderId: string) {
  const order = await getFulfilment(shop.db, orderId);
  return order.lines
    .map((line) => ({ variantId: line.variantId, quantity: openQuantityOf(order, line) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Carrier and tracking number in an event's details; nulls if it has none. */
function trackingOf(details: unknown): { carrier: string | null; trackingNumber: string | null } {
  const parsed = z.object({ carrier: z.string(), trackingNumber: z.string().nullable() }).safeParse(details);
  return parsed.success ? parsed.data : { carrier: null, trackingNumber: null };
}

/** What was booked, in an event's details; null if it is about no booking. */
function bookedOf(details: unknown): string | null {
  const parsed = z.object({ booked: z.string() }).safeParse(details);
  return parsed.success ? parsed.data.booked : null;
}

/** From when to when a booking was moved, in an event's details; null if that is not known, or it keeps its time. */
function movedOf(details: unknown): { from: string; to: string } | null {
  const parsed = z.object({ startsAt: z.string(), to: z.string() }).safeParse(details);
  if (!parsed.success || parsed.data.startsAt === parsed.data.to) return null;
  return { from: parsed.data.startsAt, to: parsed.data.to };
}

/** The room or person that a booking has since, in an event's details, if it keeps its time. */
function newRoomOf(details: unknown): string | null {
  const parsed = z
    .object({ startsAt: z.string(), to: z.string(), toResource: z.string() })
    .safeParse(details);
  return parsed.success && parsed.data.startsAt === parsed.data.to ? parsed.data.toResource : null;
}

/** The amount in an event's details; null if it has none. Other details are for staff only. */
function moneyOf(details: unknown): Money | null {
  const parsed = z.object({ amount: z.number(), currency: z.string() }).safeParse(details);
  return parsed.success ? parsed.data : null;
}
