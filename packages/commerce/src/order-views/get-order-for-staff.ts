import {
  formatDraftOrderNumber,
  formatOrderNumber,
  type Money,
  parseOrderNumber,
  readCoded,
  readStripeProblem,
  viesProblems,
} from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { authorizationView } from "../authorizations/authorization-view.ts";
import { bookingsOfLines } from "../bookings/bookings-of-lines.ts";
import { variantPicture, variantPictureFields } from "../catalog/pictures.ts";
import { baseAmount, orderRate } from "../currencies/base-amount.ts";
import { declinesOfCheckout } from "../declines/list-declined-payments.ts";
import { DomainError } from "../domain-error.ts";
import { downloadsForStaff } from "../downloads/downloads-for-staff.ts";
import {
  fulfilmentRows,
  openQuantityOf,
  quantitiesOf,
  returnableQuantityOf,
} from "../fulfilment/fulfilment-rows.ts";
import { shipmentView } from "../fulfilment/shipment-view.ts";
import { invoiceView, viewedInvoices } from "../invoices/invoice-view.ts";
import { labelView } from "../labels/label-view.ts";
import { lineTitle } from "../line-title.ts";
import { customerDetailsView } from "../orders/customer-details.ts";
import { orderPath } from "../orders/links.ts";
import { bankWaitOf } from "../payment-state/bank-wait.ts";
import { chargeOf } from "../payment-state/charge.ts";
import { lostAmountOf } from "../payment-state/dispute-status.ts";
import { disputeView, fraudWarningView, reviewView } from "../payment-state/dispute-view.ts";
import { netAmount } from "../payment-state/net-amount.ts";
import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import { paymentRisksOf, withFailedRefund } from "../payment-state/payment-risks.ts";
import {
  effectiveRefunds,
  isPaidAnotherWay,
  isRefundedInFull,
  keptQuantity,
  paidAnotherWay,
  paidPayment,
  refundedQuantity,
  returnedQuantity,
  uncapturedRefunds,
} from "../payment-state/refundable.ts";
import { chargedAmountOf } from "../payment-state/uncaptured.ts";
import { refundAmounts } from "../pricing/refund-amounts.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { discountsView, readDiscounts } from "../quotes/read-discounts.ts";
import { lackingQuantity } from "../refunds/refund-goods.ts";
import { refundViews } from "../refunds/refund-view.ts";
import { taxOfRefunds } from "../refunds/tax-of-refunds.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { readQuotedRate } from "../shipping/quoted-rate.ts";
import type { Shop } from "../shop.ts";

const vatIdCheckFields = {
  outcome: true,
  checkedAt: true,
  consultationNumber: true,
  registeredName: true,
  problem: true,
} as const;

const staffRows = {
  ...fulfilmentRows,
  lines: {
    orderBy: { position: "asc" },
    include: { variant: { select: { stock: true, ...variantPictureFields } } },
  },
  checkout: {
    select: {
      ...fulfilmentRows.checkout.select,
      syncAttempts: true,
      lastSyncError: true,
      nextSyncAt: true,
      vatIdCheck: { select: vatIdCheckFields },
      draftOrder: { select: { id: true, number: true, sentBy: true } },
      paymentSessions: {
        where: { kind: "checkout_session" },
        orderBy: { openedAt: "desc" },
        select: { stripeId: true, paymentIntentId: true },
      },
    },
  },
  taxes: { orderBy: { id: "asc" } },
  downloads: true,
  feedback: true,
  labels: { where: { state: { not: "rated" } }, orderBy: { requestedAt: "asc" } },
  invoices: viewedInvoices,
  taxRecords: {
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { invoice: { select: { number: true } } },
  },
  mails: { orderBy: { createdAt: "asc" } },
  timeline: { orderBy: { id: "asc" } },
  notes: { orderBy: { createdAt: "asc" } },
} satisfies Prisma.OrderInclude;

/** Everything about an order for staff: payment, goods and history. ORDER_NOT_FOUND. */
export async function getOrderForStaff(shop: Shop, { number }: { number: string }) {
  const parsed = parseOrderNumber(number);
  const order =
    parsed === null
      ? null
      : await shop.db.order.findUnique({ where: { number: parsed }, include: staffRows });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const movements = await shop.db.stockMovement.findMany({
    where: { checkoutId: order.checkoutId },
    orderBy: { id: "asc" },
  });
  const bookings = await bookingsOfLines(shop.db, order);
  const declines = await declinesOfCheckout(shop, order.checkoutId);
  const money = (amount: number) => ({ amount, currency: order.currency });
  const titleOf = (variantId: string) => {
    const line = order.lines.find((candidate) => candidate.variantId === variantId);
    return line === undefined ? "" : lineTitle(line.productTitle, line.variantTitle);
  };
  const paid = paidPayment(order);
  const refundedTaxes = taxOfRefunds(order);
  const risks = paymentRisksOf(order, await withFailedRefund(shop.db, [order.paymentIntentId]));
  const isDecided = order.state !== "processing" && order.state !== "failed";

  return {
    id: order.id,
    number: formatOrderNumber(order.number),
    state: order.state,
    isProvisional: order.isProvisional,
    paymentState: order.paymentState,
    fulfilmentState: order.fulfilmentState,
    ...customerDetailsView(order),
    vatIdCheck: vatIdCheckView(order.checkout.vatIdCheck),
    placedAt: order.placedAt.toISOString(),
    confirmedAt: order.confirmedAt?.toISOString() ?? null,
    customerLink: shop.settings.publicUrl + orderPath(shop, order.id),
    lines: order.lines.map(({ unitAmount, amount, variant, ...line }) => ({
      id: line.id,
      kind: line.kind,
      startsAt: line.startsAt?.toISOString() ?? null,
      booking: bookings.get(line.position) ?? null,
      productTitle: line.productTitle,
      artist: line.artist,
      variantTitle: line.variantTitle,
      sku: line.sku,
      picture: variantPicture(variant),
      unitPrice: money(unitAmount),
      quantity: line.quantity,
      amount: money(amount),
      refundedQuantity: refundedQuantity(order, line.id),
      /** Of these, units that were cancelled before they were charged. */
      cancelledQuantity: unitsOf(uncapturedRefunds(order), line.id),
      /** The amounts of refunds by units: at index `n` for `n` more units. In minor units. */
      refundAmounts: refundAmounts(line, {
        refundedQuantity: refundedQuantity(order, line.id),
        currency: order.currency,
      }),
      shippedQuantity: quantitiesOf(order, line).shipped,
      /** Units that are still to be shipped. */
      openQuantity: openQuantityOf(order, line),
      /** Units that are neither refunded nor back in stock: they return to stock if the order is cancelled. */
      keptQuantity: keptQuantity(order, line),
      /** Units that are back in stock. */
      backQuantity: returnedQuantity(order, line),
      /** Units that may be returned to stock, as they are not to be shipped or have shipped before. */
      returnableQuantity: returnableQuantityOf(order, line),
      /** Units that are to be shipped but were returned to stock, as their refund failed after it had succeeded. */
      lackingQuantity: lackingQuantity(order, line),
      /** Null: stock does not limit it. */
      stock:
        variant.stock === null || !line.tracksStock
          ? null
          : { onHand: variant.stock.onHand, reserved: variant.stock.reserved },
    })),
    /** What the customer said of paying; null: nothing. */
    feedback: order.feedback && {
      paidWell: order.feedback.paidWell,
      comment: order.feedback.comment,
      at: order.feedback.changedAt.toISOString(),
    },
    subtotal: money(order.subtotalAmount),
    /** The draft order that it was paid from; null: the customer's own cart. */
    draftOrder: draftOrderView(order.checkout.draftOrder),
    discount: money(order.discountAmount),
    discounts: discountsView(order.discounts, order.currency),
    /** Names of discounts whose use is not counted, as they were gone or used up when the order was restored. */
    uncountedDiscounts: readDiscounts(order.discounts).flatMap(({ name, isUncounted }) =>
      isUncounted ? [name] : [],
    ),
    shipping: money(order.shippingAmount),
    shippingMethod: readQuotedMethod(order.shippingMethod),
    /** Where the price of shipping comes from, if the method has a carrier's; null: its rates are its price. */
    shippingRate: readQuotedRate(order.shippingMethod),
    tax: money(order.taxAmount),
    taxes: taxesView(order, order.currency),
    /** What was paid for shipping, tax included: the most that is refunded for it. */
    shippingPaid: money(
      order.shippingAmount + (order.taxBehavior === "exclusive" ? order.shippingTaxAmount : 0),
    ),
    total: money(order.totalAmount),
    /** What of the total is never charged, as it was cancelled before or left out of the capture. */
    uncaptured: money(order.uncapturedAmount),
    /** What is charged instead of the total; null: the total is. */
    charge: chargeOf(order),
    base: inBaseCurrency(order),
    bank: bankWaitOf(shop, { ...order, payments: order.checkout.payments }),
    payment: paymentView(shop, order),
    /** Declined attempts to pay, newest first. */
    declines,
    /** Whether all money is refunded or being refunded, without a decision that goods are to be shipped anyway. */
    isGivenBack: isRefundedInFull(order),
    invoices: order.invoices.map((invoice) => invoiceView(invoice, order.currency)),
    taxSource: order.taxSource,
    /** What of it is recorded at Stripe Tax, the oldest first. */
    taxRecords: order.taxRecords.map(({ invoice, state, stripeIds, problem }) => ({
      ...{ invoice: invoice.number, state, stripeIds },
      problem: problem === null ? null : readStripeProblem(problem),
    })),
    refunds: refundViews(order).map((refund) => ({
      ...refund,
      /** The tax that it gives back, by rate. */
      taxes: refundedTaxes.get(refund.id) ?? [],
    })),
    disputes: order.checkout.payments.flatMap(({ disputes, methodType }) =>
      disputes.map((dispute) => disputeView(shop, dispute, methodType)),
    ),
    fraudWarnings: order.checkout.payments.flatMap(({ fraudWarnings }) =>
      fraudWarnings.map(fraudWarningView),
    ),
    reviews: order.checkout.payments.flatMap(({ reviews }) => reviews.map(reviewView)),
    /** Reasons against shipping, the worst first. Shipping must confirm them (`despite`); under review it is refused. */
    risks,
    downloads: await downloadsForStaff(shop, order),
    shipments: order.shipments.map(({ shippedBy, lines, ...shipment }) => ({
      ...shipmentView(shipment),
      by: shippedBy,
      lines: lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
    })),
    /** Labels that were bought, or were to be, the oldest first. */
    labels: order.labels.map((label) =>
      labelView(label, {
        isDelivered: order.shipments.some(
          (shipment) => shipment.id === label.shipmentId && shipment.deliveredAt,
        ),
      }),
    ),
    sync: {
      attempts: order.checkout.syncAttempts,
      lastError:
        order.checkout.lastSyncError === null ? null : readStripeProblem(order.checkout.lastSyncError),
      nextAt: order.state === "processing" ? order.checkout.nextSyncAt.toISOString() : null,
    },
    mails: order.mails.map(({ id, kind, recipient, subject, state, createdAt, sentAt, lastError }) => ({
      id,
      kind,
      recipient,
      subject,
      state,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      lastError,
    })),
    timeline: order.timeline.map(({ id, kind, track, stripeId, details, occurredAt }) => ({
      id: String(id),
      kind,
      track,
      stripeId,
      details,
      at: occurredAt.toISOString(),
    })),
    notes: order.notes.map(({ id, text, staffName, createdAt }) => ({
      id,
      text,
      by: staffName,
      at: createdAt.toISOString(),
    })),
    stockMovements: movements.map(({ kind, quantity, variantId, reason, createdAt }) => ({
      kind,
      quantity,
      title: titleOf(variantId),
      reason,
      at: createdAt.toISOString(),
    })),
    can: {
      ship: isShippable(order) && !risks.includes("review"),
      /** Whether the shop has a carrier service that sells labels. */
      buyLabel: shop.carrier !== null,
      refund: (paid?.refundable ?? 0) > 0,
      cancelPart: isDecided && canCancelPart(order),
      capture: isDecided && order.state !== "cancelled" && order.paymentState === "authorized",
      cancel: order.shipments.length === 0 && order.state !== "cancelled" && order.state !== "completed",
      resend: isDecided && order.state !== "cancelled" && order.email !== null,
    },
  };
}

/**
 * Whether units can be cancelled that are not charged: the card is authorized and not being charged, and something else stays; or it was
 * released after a part had shipped.
 */
function canCancelPart(order: Prisma.OrderGetPayload<{ include: typeof staffRows }>): boolean {
  const payment = order.checkout.payments.find(
    ({ paymentIntentId }) => paymentIntentId === order.paymentIntentId,
  );
  const open = order.lines.reduce((sum, line) => sum + openQuantityOf(order, line), 0);
  if (order.state !== "cancelled" && order.paymentState === "released") return open > 0;
  const authorization = payment === undefined ? null : authorizationView(payment);
  if (order.state === "cancelled" || authorization === null || authorization.isEnding) return false;
  return open > (order.shipments.length > 0 ? 0 : 1);
}

/** Whether the order is paid and not cancelled, and has units to ship. */
function isShippable(order: Prisma.OrderGetPayload<{ include: typeof staffRows }>): boolean {
  const isPaid = order.state === "confirmed" || order.state === "completed";
  return isPaid && order.lines.some((line) => openQuantityOf(order, line) > 0);
}

/** The total in the order's base currency, and the rate: units of its currency for one of the base. Null: it is in that currency. */
function inBaseCurrency(order: Prisma.OrderGetPayload<{ include: typeof staffRows }>) {
  const { currency, totalAmount } = order;
  const rate = orderRate(order);
  if (currency === rate.baseCurrency) return null;
  const total = baseAmount({ amount: totalAmount, currency }, rate);
  return { currency: rate.baseCurrency, rate: rate.rate, total };
}

function paymentView(shop: Shop, order: Prisma.OrderGetPayload<{ include: typeof staffRows }>) {
  const payment = order.checkout.payments.find(
    (candidate) => candidate.paymentIntentId === order.paymentIntentId,
  );
  if (payment === undefined) return null;
  const refunds = effectiveRefunds(order).filter(({ isUncaptured }) => !isUncaptured);
  const done = refunds.filter((refund) => refund.state === "succeeded" || isPaidAnotherWay(refund));
  const { paymentIntentId, chargeId, status, currency } = payment;
  const received = chargedAmountOf(payment);
  const { refundable = 0, disputed = 0, unrefunded = received } = paidPayment(order) ?? {};
  const disputeFees = disputeFeesOf(payment.disputes);
  const ownFees = disputeFees.find((fees) => fees.currency === currency)?.amount ?? 0;
  return {
    paymentIntentId,
    /** The session on Stripe's page that it was made with; null: it was made on the shop's. */
    sessionId:
      order.checkout.paymentSessions.find((session) => session.paymentIntentId === paymentIntentId)
        ?.stripeId ?? null,
    chargeId,
    status,
    /** What is reserved and not captured yet; null: nothing. */
    authorization: authorizationView(payment),
    method: paymentMethodView(payment),
    received: { amount: received, currency },
    /** Completed refunds at Stripe or another way; `underWay`: refunds in progress. */
    refunded: { amount: sumOf(done), currency },
    underWay: { amount: sumOf(refunds.filter((refund) => !done.includes(refund))), currency },
    /** Part of `refunded`: the amount that staff paid outside Stripe. */
    paidAnotherWay: { amount: paidAnotherWay(payment.refunds), currency },
    /** The amount that banks have taken in disputes; it can't be refunded. */
    disputed: { amount: disputed, currency },
    /** Part of `disputed`: finally lost. */
    lost: { amount: lostAmountOf(payment.disputes), currency },
    /** Stripe's fees for disputes, without those that were returned, by the account's currency. */
    disputeFees,
    /** What is left for the shop; fees in another currency are not deducted. */
    net: {
      amount: netAmount({ received, refunded: received - unrefunded, disputed, disputeFees: ownFees }),
      currency,
    },
    refundable: { amount: refundable, currency },
    dashboardUrl: dashboardUrl(shop, paymentIntentId),
  };
}

function unitsOf(refunds: ReturnType<typeof uncapturedRefunds>, lineId: string): number {
  return refunds
    .flatMap(({ lines }) => lines)
    .filter(({ orderLineId }) => orderLineId === lineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function sumOf(refunds: readonly { amount: number }[]): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0);
}

function disputeFeesOf(disputes: Prisma.DisputeGetPayload<object>[]): Money[] {
  const sums = new Map<string, number>();
  for (const { feeAmount, balanceCurrency } of disputes)
    if (balanceCurrency !== null && feeAmount > 0)
      sums.set(balanceCurrency, (sums.get(balanceCurrency) ?? 0) + feeAmount);
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}

/** The payment's page in Stripe's dashboard; null with the sandbox. */
function dashboardUrl(shop: Shop, paymentIntentId: string): string | null {
  const { stripeDashboard } = shop.settings;
  return stripeDashboard === null ? null : `${stripeDashboard}/payments/${paymentIntentId}`;
}

/** What VIES said about the business's VAT id when Pay was pressed; null: it was not asked. */
function vatIdCheckView(check: Prisma.VatIdCheckGetPayload<{ select: typeof vatIdCheckFields }> | null) {
  if (check === null) return null;
  const { problem, checkedAt, ...told } = check;
  return {
    ...told,
    checkedAt: checkedAt.toISOString(),
    problem: problem === null ? null : readCoded(viesProblems, problem),
  };
}

function draftOrderView(draft: { id: string; number: number; sentBy: string | null } | null) {
  return draft && { id: draft.id, number: formatDraftOrderNumber(draft.number), sentBy: draft.sentBy };
}
