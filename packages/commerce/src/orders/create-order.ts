import { randomUUIDv7 } from "node:crypto";
import {
  type Checkout,
  type CheckoutLine,
  insertOrder,
  Prisma,
  type QuoteRow,
  type QuoteTax,
} from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { copiedDetails } from "./customer-details.ts";
import { recordOnTimeline } from "./move-order.ts";

interface NewOrder {
  checkout: Checkout & { lines: CheckoutLine[] };
  /** The quote that was agreed with the customer. */
  quote: QuoteRow;
}

/** Creates the provisional order of a checkout from the checkout's own data. The caller holds the checkout's lock. */
export function createProvisionalOrder(
  unit: UnitOfWork,
  { paymentIntentId, ...newOrder }: NewOrder & { paymentIntentId: string },
): Promise<{ id: string }> {
  return insert(unit, newOrder, { paymentIntentId });
}

/** Creates the order of a checkout whose total is 0, which is confirmed at once. The caller holds the checkout's lock. */
export async function createFreeOrder(unit: UnitOfWork, newOrder: NewOrder): Promise<{ id: string }> {
  const order = await insert(unit, newOrder, {
    state: "confirmed",
    isProvisional: false,
    paymentState: "not_required",
    ...{ confirmedAt: unit.now, paidAt: unit.now },
  });
  await recordOnTimeline(unit, order.id, { kind: "confirmed" });
  return order;
}

type OrderProgress = Pick<
  Prisma.OrderUncheckedCreateInput,
  "paymentIntentId" | "state" | "isProvisional" | "paymentState" | "confirmedAt" | "paidAt"
>;

async function insert(
  { tx, now, track }: UnitOfWork,
  { checkout, quote }: NewOrder,
  progress: OrderProgress,
): Promise<{ id: string }> {
  const { lines: quoted, shippingMethod, shippingTaxes } = quote;
  // The checkout's id is used, so that the order's links work if it has to be restored from Stripe.
  const { id } = checkout;
  await insertOrder(tx, {
    order: {
      id,
      ...(checkout.orderNumber === null ? {} : { number: checkout.orderNumber }),
      checkoutId: id,
      ...progress,
      currency: checkout.currency,
      baseCurrency: checkout.baseCurrency,
      exchangeRate: checkout.exchangeRate,
      ...sumsOf(quote),
      shippingMethod: shippingMethod ?? Prisma.DbNull,
      discounts: quote.discounts,
      ...copiedDetails(checkout),
      placedAt: now,
    },
    lines: checkout.lines.map((line) => ({ ...pricedLine(line, quoted), id: randomUUIDv7(), orderId: id })),
    taxes: [
      ...quoted.flatMap(({ position, taxes }) => taxes.map((tax) => taxLine(tax, position))),
      ...shippingTaxes.map((tax) => taxLine(tax, null)),
    ].map((tax) => ({ ...tax, orderId: id })),
    event: {
      kind: "placed",
      track,
      stripeId: progress.paymentIntentId ?? null,
      details: {},
      occurredAt: now,
    },
  });
  return { id };
}

function sumsOf(quote: QuoteRow) {
  const { subtotalAmount, discountAmount, shippingAmount, totalAmount } = quote;
  const { taxBehavior, taxSource = "table", taxCalculationId = null, shippingTaxAmount, taxAmount } = quote;
  const tax = { taxBehavior, taxSource, taxCalculationId, shippingTaxAmount, taxAmount };
  return { subtotalAmount, discountAmount, shippingAmount, ...tax, totalAmount };
}

function taxLine({ jurisdiction, name, rate, taxableAmount, taxAmount }: QuoteTax, position: number | null) {
  return { position, jurisdiction, name, rate, taxableAmount, taxAmount };
}

function pricedLine({ id: _, checkoutId: __, ...line }: CheckoutLine, quoted: QuoteRow["lines"]) {
  const price = quoted.find(({ position }) => position === line.position);
  if (price === undefined) throw new Error(`The quote has no line ${line.position}`);
  const { discountAmount, taxAmount, totalAmount } = price;
  return { ...line, discountAmount, taxAmount, totalAmount };
}
