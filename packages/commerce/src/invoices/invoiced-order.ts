import { addressLines, countryName, formatOrderNumber } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { dayOf } from "../day-in-zone.ts";
import { lineTitle } from "../line-title.ts";
import { addressOf, billingOf, type CustomerDetails } from "../orders/customer-details.ts";
import { refundableRows, uncapturedRefunds } from "../payment-state/refundable.ts";
import { chargedParts } from "../pricing/uncaptured-parts.ts";
import { sellerOf } from "../settings/get-seller.ts";
import type { ShopSettings } from "../settings/get-shop-settings.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { Shop } from "../shop.ts";
import type { InvoicePart } from "./invoice-document.ts";

const invoicedRows = {
  ...refundableRows,
  taxes: { orderBy: { id: "asc" } },
  invoices: {
    orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
    include: { taxes: { orderBy: { position: "asc" } } },
  },
} satisfies Prisma.OrderInclude;

/** A checkout's order with all rows that its invoice and its credit notes depend on; null: it has none. */
export function findInvoicedOrder(tx: Tx, checkoutId: string) {
  return tx.order.findUnique({ where: { checkoutId }, include: invoicedRows });
}

export type InvoicedOrder = NonNullable<Awaited<ReturnType<typeof findInvoicedOrder>>>;
/** One of its documents. */
export type IssuedInvoice = InvoicedOrder["invoices"][number];

/** The lines of an order and its shipping, each with what is charged for it and the tax in that; without what was cancelled before. */
export function partsOf(order: InvoicedOrder): InvoicePart[] {
  const { currency, taxBehavior } = order;
  const parts = orderedParts(order).map((part) => ({ ...part, id: String(part.position) }));
  const positionOf = (orderLineId: string) =>
    String(order.lines.find(({ id }) => id === orderLineId)?.position);
  const cancellations = uncapturedRefunds(order).map(({ amount, lines }) => ({
    amount,
    lines: lines.map(({ orderLineId, quantity }) => ({ id: positionOf(orderLineId), quantity })),
  }));
  if (cancellations.length === 0) return orderedParts(order);
  return chargedParts(parts, cancellations, currency)
    .filter(({ quantity, totalAmount }) => quantity > 0 || totalAmount > 0)
    .map(({ id, ...part }) => withDiscountLeft(part, taxBehavior));
}

/** Takes from the discount what was cancelled of it, so that the units come to what is charged. */
function withDiscountLeft(part: InvoicePart, taxBehavior: InvoicedOrder["taxBehavior"]): InvoicePart {
  const onTop = taxBehavior === "exclusive" ? part.taxes.reduce((sum, tax) => sum + tax.taxAmount, 0) : 0;
  const discountAmount = part.quantity * (part.unitAmount ?? 0) - (part.totalAmount - onTop);
  // The tax on top may be rounded such that no price of a unit comes to it.
  return discountAmount < 0 ? { ...part, unitAmount: null, discountAmount: 0 } : { ...part, discountAmount };
}

function orderedParts(order: InvoicedOrder): InvoicePart[] {
  const taxesAt = (place: number | null) =>
    order.taxes
      .filter(({ position }) => position === place)
      .map(({ jurisdiction, name, rate, taxableAmount, taxAmount }) => ({
        ...{ jurisdiction, name, rate, taxableAmount, taxAmount },
      }));
  const lines = order.lines.map((line) => ({
    position: line.position,
    title: lineTitle(line.productTitle, line.variantTitle),
    quantity: line.quantity,
    unitAmount: line.unitAmount,
    discountAmount: line.discountAmount,
    totalAmount: line.totalAmount,
    taxes: taxesAt(line.position),
  }));
  const method = readQuotedMethod(order.shippingMethod);
  const { shippingAmount, shippingTaxAmount, taxBehavior } = order;
  const shipping = {
    position: null,
    title: method === null ? "Shipping" : `Shipping: ${method.name}`,
    quantity: 1,
    unitAmount: shippingAmount,
    discountAmount: 0,
    totalAmount: shippingAmount + (taxBehavior === "exclusive" ? shippingTaxAmount : 0),
    taxes: taxesAt(null),
  };
  return [...lines, shipping];
}

/** What an order's invoice and its corrections say alike: who sells, who buys, what was ordered when. */
export function headOf(shop: Shop, settings: ShopSettings, order: InvoicedOrder) {
  const { seller, supportEmail, supportPhone } = sellerOf(shop, settings);
  const { customer, deliverTo } = peopleOf(order);
  return {
    seller: { ...seller, email: supportEmail, phone: supportPhone },
    customer: { ...customer, email: order.email, company: order.companyName, vatId: order.vatId },
    deliverTo,
    orderNumber: formatOrderNumber(order.number),
    orderedOn: dayOf(order.placedAt, shop.settings.timeZone),
    currency: order.currency,
    taxBehavior: order.taxBehavior,
    footer: settings.invoiceFooter,
  };
}

/** The person who pays, and where the goods go if that is elsewhere. */
function peopleOf(order: CustomerDetails) {
  const delivery = addressOf(order.shippingAddress);
  const billing = billingOf(order);
  const linesOf = (address: typeof delivery) =>
    address === null ? [] : [...addressLines(address), countryName(address.country)];
  if (billing === null)
    return { customer: { name: order.name, address: linesOf(delivery) }, deliverTo: null };
  return {
    customer: { name: billing.name ?? order.name, address: linesOf(billing.address) },
    deliverTo: [...(order.name === null ? [] : [order.name]), ...linesOf(delivery)],
  };
}

/** Where the order's tax is due, ISO 3166-1 alpha-2: its destination. */
export function countryOf({ shippingAddress }: Pick<InvoicedOrder, "shippingAddress">): string {
  return addressOf(shippingAddress)?.country ?? "";
}
