import { formatOrderNumber } from "@dualtrack/contract";
import { type Prisma, type QuoteDiscount, readCurrencies } from "@dualtrack/db";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { baseTerms, termsOf } from "../currencies/currency-terms.ts";
import { takeUsesAgain } from "../discounts/discount-uses.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { copiedDetails } from "../orders/customer-details.ts";
import { moveOrder, recordOnTimeline } from "../orders/move-order.ts";
import { restoreSession } from "../payment-sessions/restore-session.ts";
import { receivedDetails } from "../payment-state/received-details.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { freeNumber } from "./free-number.ts";
import { NotRestorable } from "./not-restorable.ts";
import { ownerOfNobody } from "./owner-of-nobody.ts";
import { queueUnknownPaymentAlert } from "./queue-unknown-payment-alert.ts";
import { type LostOrder, readAsMuchAsPossible, readLostOrder } from "./read-lost-order.ts";
import { saveUnknownPayment } from "./save-unknown-payment.ts";
import { wasCancelled, wasRefundedInFull } from "./was-refunded-in-full.ts";

/** How long the goods of a debit that waits for the bank stay reserved until the next check. */
const bankReservationMs = 2 * 60 * 60_000;

export interface RestoredOrder {
  /** Whether its money is refunded, or being refunded. */
  isCancelled: boolean;
  /** Whether staff have decided to refund it. */
  isUnwanted: boolean;
}

interface RestoreOrder {
  checkoutId: string;
  facts: PaymentFacts;
  /** Whether staff have decided to refund it: the order is restored as cancelled, even if parts are missing. */
  isUnwanted: boolean;
}

/**
 * Restores a lost order from its payment: checkout and order with their old id and number, the customer's details, and
 * reservations of the goods. It is provisional, and settling the payment continues from there; a refunded one is cancelled
 * at once without reservations. Throws NotRestorable when it can't be restored; then the caller must roll back.
 */
export async function restoreOrder(
  unit: UnitOfWork,
  { checkoutId, facts, isUnwanted }: RestoreOrder,
): Promise<RestoredOrder> {
  const { tx, log } = unit;
  const lost = isUnwanted ? await readAsMuchAsPossible(tx, facts) : await readLostOrder(tx, facts);
  const number = await freeNumber(tx, lost.description.orderNumber);
  const isRefunded = isUnwanted || wasCancelled(facts);
  const checkout = await insertCheckout(unit, { checkoutId, facts, lost, number });
  const { status } = facts;
  const needsGoods = status === "succeeded" || status === "processing" || status === "requires_capture";
  const discounts =
    needsGoods && !isRefunded ? await countUses(unit, { checkoutId, lost }) : lost.sums.discounts;
  const short = needsGoods && !isRefunded ? await reserveLines(unit, { checkoutId, lost }) : [];
  if (short.length > 0 && !wasRefundedInFull(facts)) throw new NotRestorable("out_of_stock", short);

  const { paymentIntentId, origin } = facts;
  const order = await createProvisionalOrder(
    { ...unit, now: origin.chargedAt ?? origin.openedAt },
    {
      checkout,
      quote: { ...lost.sums, discounts, number: facts.quoteNumber, lines: lost.lines },
      paymentIntentId,
    },
  );
  const before = origin.description?.orderNumber ?? number;
  const details =
    number === before ? {} : { number: formatOrderNumber(number), numberBefore: formatOrderNumber(before) };
  await recordOnTimeline(unit, order.id, { kind: "restored", stripeId: paymentIntentId, details });
  if (!isUnwanted) await saveUnknownPayment(unit, { checkoutId, facts, state: "restored" });
  await queueUnknownPaymentAlert(unit);
  log.warn({ number }, "a lost order is made again from its payment");
  const isCancelled = isRefunded || short.length > 0;
  if (isCancelled) {
    const entry = {
      ...{ kind: "cancelled" as const, stripeId: paymentIntentId },
      details: receivedDetails(facts),
    };
    await moveOrder(unit, order.id, "cancelled", entry, { isProvisional: false, paymentState: "paid" });
  }
  return { isCancelled, isUnwanted };
}

interface InsertCheckout {
  checkoutId: string;
  facts: PaymentFacts;
  lost: LostOrder;
  number: number;
}

async function insertCheckout(unit: UnitOfWork, { checkoutId, facts, lost, number }: InsertCheckout) {
  const { tx, now } = unit;
  const { shippingAddress, billingAddress, rate, ...described } = lost.description;
  const ownerHash = described.ownerHash || ownerOfNobody(checkoutId);
  const isUndecided = facts.status === "processing";
  const { origin } = facts;
  const price = { ...lost.sums, number: facts.quoteNumber, lines: lost.lines };
  const currencies = await readCurrencies(tx, { tokenHash: null });
  // An older payment has no rate: then that of today is used.
  const terms = {
    ...(termsOf(currencies, facts.currency) ?? { ...baseTerms(currencies), rate: null }),
    ...(rate === null ? {} : { baseCurrency: rate.baseCurrency, rate: rate.exchangeRate }),
    currency: facts.currency,
  };
  await createCheckout(tx, {
    id: checkoutId,
    // Only a payment that waits for the bank keeps its reservation; any other is settled at once.
    state: isUndecided ? "paying" : "expired",
    ownerHash,
    terms,
    ...copiedDetails({
      ...described,
      shippingAddress: shippingAddress as Prisma.JsonObject | null,
      billingAddress: billingAddress as Prisma.JsonObject | null,
    }),
    orderNumber: number,
    createdAt: origin.openedAt,
    expiresAt: isUndecided ? new Date(now.getTime() + bankReservationMs) : now,
    nextSyncAt: now,
    captureMethod: facts.captureMethod,
    price,
  });
  await restoreSession(tx, { checkoutId, facts });
  return tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
}

/** The order's discounts, their uses reserved again; those that can't be counted are marked, and the order goes on. */
async function countUses(
  unit: UnitOfWork,
  { checkoutId, lost }: { checkoutId: string; lost: LostOrder },
): Promise<QuoteDiscount[]> {
  const { discounts } = lost.sums;
  const counted = new Set(await takeUsesAgain(unit, { checkoutId, uses: discounts }));
  return discounts.map((discount) =>
    counted.has(discount.discountId) ? discount : { ...discount, isUncounted: true },
  );
}

/** Reserves the order's lines, or nothing; answers the SKUs that are short. */
async function reserveLines(
  unit: UnitOfWork,
  { checkoutId, lost: { lines } }: { checkoutId: string; lost: LostOrder },
): Promise<string[]> {
  const shortages = await lineReservations.take(unit, { checkoutId, lines });
  const short = new Set(shortages.map(({ position }) => position));
  return lines.filter(({ position }) => short.has(position)).map(({ sku }) => sku);
}
