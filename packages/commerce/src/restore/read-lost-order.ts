import { isShipped } from "@dualtrack/contract";
import type { ProductKind, QuoteDiscount, QuoteRow, Tx } from "@dualtrack/db";
import { priceCart } from "../pricing/price-cart.ts";
import { divideTax, type TaxRate } from "../pricing/tax-of.ts";
import type { DescribedLine, PaymentDescription, ReadDescription } from "../stripe/payment-description.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { NotRestorable } from "./not-restorable.ts";

/** A lost order as far as Stripe has it, with its goods from the catalog. */
export interface LostOrder {
  description: Omit<
    PaymentDescription,
    | "orderNumber"
    | "quoteNumber"
    | "lines"
    | "subtotalAmount"
    | "shippingAmount"
    | "taxBehavior"
    | "shippingTaxRates"
    | "discounts"
    | "shippingMethod"
    | "baseCurrency"
    | "exchangeRate"
    | "shippingTaxAmount"
    | "taxCalculationId"
  > & {
    rate: ReadDescription["rate"];
    orderNumber: number | null;
  };
  /** Its price in minor units. */
  sums: Omit<QuoteRow, "number" | "lines">;
  lines: LostLine[];
}

type PricedLine = ReturnType<
  typeof priceCart<Omit<DescribedLine, "taxAmount" | "taxRates">>
>["lines"][number];

interface LostLine extends PricedLine {
  variantId: string;
  kind: ProductKind;
  startsAt: Date | null;
  tracksStock: boolean;
  downloadLimit: number | null;
  position: number;
  productTitle: string;
  artist: string;
  variantTitle: string;
}

/** Parts without which an order can't be delivered. */
const essentialParts = ["lines", "tax", "email"] as const;

/** Reads a lost order from its payment. Throws NotRestorable when parts are missing. */
export async function readLostOrder(tx: Tx, { origin, ...payment }: PaymentFacts): Promise<LostOrder> {
  const { description } = origin;
  if (description === null) throw new NotRestorable("not_described");
  const { lines, missing, subtotalAmount, shippingAmount } = description;
  if (essentialParts.some((part) => missing.includes(part)) || description.email === null)
    throw new NotRestorable("incomplete");
  const { taxBehavior, shippingTaxRates, shippingTaxAmount, taxCalculationId } = description;
  const { currency } = payment;
  const taxesOf = (price: number, taxAmount: number | null, rates: readonly TaxRate[]) =>
    taxAmount === null
      ? { taxRates: rates }
      : { taxes: divideTax(price, taxAmount, { behavior: taxBehavior, rates, step: 1 }) };
  const { lines: priced, ...sums } = priceCart({
    currency,
    taxBehavior,
    lines: lines.map(({ taxAmount, ...line }) => ({
      ...line,
      ...taxesOf(line.unitAmount * line.quantity - line.discountAmount, taxAmount, line.taxRates),
    })),
    discounts: lines.map(({ discountAmount: amount }, index) => ({ amount, appliesTo: [index] })),
    shipping: {
      amount: shippingAmount,
      ...taxesOf(shippingAmount, shippingTaxAmount, shippingTaxRates),
    },
  });
  const taxed = { taxSource: taxCalculationId === null ? ("table" as const) : ("stripe_tax" as const) };
  const paid = payment.status === "succeeded" ? payment.amountReceived : payment.amount;
  if (sums.subtotalAmount !== subtotalAmount || sums.totalAmount !== paid)
    throw new NotRestorable("sums_differ");
  const found = await findGoods(tx, priced);
  const missingLines = lines.filter(({ sku }) => !found.some((line) => line.sku === sku));
  if (missingLines.length > 0)
    throw new NotRestorable(
      "sku_missing",
      missingLines.map(({ sku }) => sku),
    );
  // The payment does not say when a service was booked for.
  if (found.some(({ kind }) => kind === "service")) throw new NotRestorable("incomplete");
  if (missing.includes("shippingAddress") && found.some(({ kind }) => isShipped(kind)))
    throw new NotRestorable("incomplete");
  const { shippingMethod } = description;
  const discounts = takenOff(description.discounts) === sums.discountAmount ? description.discounts : [];
  return {
    description,
    sums: { ...sums, ...taxed, taxCalculationId, discounts: [...discounts], shippingMethod },
    lines: found,
  };
}

/**
 * What they take off the goods. If that is not what the lines say, the discounts of the payment are not believed: older payments have
 * none, and somebody may have changed them at Stripe.
 */
function takenOff(discounts: readonly QuoteDiscount[]): number {
  return discounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** For an order that is refunded in full: reads what is there, with the payment's amount as total. */
export async function readAsMuchAsPossible(tx: Tx, facts: PaymentFacts): Promise<LostOrder> {
  try {
    return await readLostOrder(tx, facts);
  } catch (error) {
    if (!(error instanceof NotRestorable)) throw error;
    const { origin, email, amount } = facts;
    const description = { ...nothing, ...origin.description };
    const sums = {
      subtotalAmount: amount,
      discountAmount: 0,
      shippingAmount: 0,
      taxAmount: 0,
      taxBehavior: "inclusive" as const,
      shippingTaxAmount: 0,
      shippingTaxes: [],
      discounts: [],
      totalAmount: amount,
    };
    return { description: { ...description, email: description.email ?? email }, sums, lines: [] };
  }
}

const nothing = {
  orderNumber: null,
  ownerHash: "",
  email: null,
  name: null,
  phone: null,
  shippingAddress: null,
  billingName: null,
  billingAddress: null,
  customerNote: null,
  rate: null,
  companyName: null,
  vatId: null,
};

async function findGoods(tx: Tx, lines: PricedLine[]): Promise<LostLine[]> {
  const variants = await tx.variant.findMany({
    where: { sku: { in: lines.map(({ sku }) => sku) } },
    select: {
      id: true,
      sku: true,
      title: true,
      tracksStock: true,
      downloadLimit: true,
      product: { select: { kind: true, title: true, artist: true } },
    },
  });
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  return lines.flatMap((line, position) => {
    const variant = bySku.get(line.sku);
    if (variant === undefined) return [];
    const { kind, title: productTitle, artist } = variant.product;
    const goods = {
      variantId: variant.id,
      kind,
      startsAt: null,
      tracksStock: variant.tracksStock,
      downloadLimit: variant.downloadLimit,
      position,
      productTitle,
      artist,
      variantTitle: variant.title,
    };
    return { ...line, ...goods };
  });
}
