import type { Address, TaxBehavior } from "@dualtrack/contract";
import type Stripe from "stripe";
import type { CustomerDetails } from "../orders/customer-details.ts";
import type { TaxRate } from "../pricing/tax-of.ts";
import {
  type DescribedPrice,
  readDescribedDiscounts,
  readMethod,
  readRate,
  writeDiscounts,
  writeMethod,
  writeRate,
} from "./described-price.ts";
import { readTax, writeTax } from "./described-tax.ts";
import { joinText, maxMetadataValue, splitText } from "./metadata-text.ts";
import type { PaymentParams } from "./payment-intents.ts";

/** The data stored at Stripe with a payment, from which its order can be restored if the database has lost it. */
export interface PaymentDescription extends DescribedDetails, DescribedPrice {
  orderNumber: number;
  /** Hash of the secret in the customer's cookie, which identifies the cart. */
  ownerHash: string;
  lines: DescribedLine[];
  /** The quote that is paid. */
  quoteNumber: number;
  /** Minor units of the payment's currency. */
  subtotalAmount: number;
  shippingAmount: number;
  taxBehavior: TaxBehavior;
  shippingTaxRates: readonly TaxRate[];
  /** Where it is another than its rates give; else null. */
  shippingTaxAmount: number | null;
  /** Stripe Tax's calculation; null: the shop's table has taxed the order. */
  taxCalculationId: string | null;
}

export interface DescribedLine {
  sku: string;
  quantity: number;
  /** Minor units of the payment's currency. */
  unitAmount: number;
  /** Of all its units. */
  discountAmount: number;
  taxRates: readonly TaxRate[];
  /** Where it is another than its rates give; else null. */
  taxAmount: number | null;
}

/** The description as read from Stripe, with the parts that did not fit or are no longer there. */
export interface ReadDescription
  extends Omit<PaymentDescription, "quoteNumber" | "baseCurrency" | "exchangeRate"> {
  /** Null: an older payment has none. */
  rate: Pick<PaymentDescription, "baseCurrency" | "exchangeRate"> | null;
  missing: DescriptionPart[];
}

type DescribedDetails = Omit<CustomerDetails, "shippingAddress" | "billingAddress"> & {
  shippingAddress: Address | null;
  billingAddress: Address | null;
};

/** Parts of a description that can be missing. */
type DescriptionPart = keyof DescribedDetails | "lines" | "tax" | "discounts" | "shippingMethod";

/** The version of the format; a reader ignores other versions. */
const version = "1";

/**
 * With the keys of checkout, shop and session, and the two of `boughtMetadata`, these are at most 50, Stripe's limit.
 * @see https://docs.stripe.com/api/metadata
 */
const keys = {
  version: "dualtrack_version",
  orderNumber: "dualtrack_order_number",
  quote: "dualtrack_quote",
  owner: "dualtrack_owner",
  lineCount: "dualtrack_line_count",
  subtotal: "dualtrack_subtotal",
  shipping: "dualtrack_shipping",
  tax: "dualtrack_tax",
  rate: "dualtrack_rate",
  method: "dualtrack_shipping_method",
  taxCalculation: "dualtrack_tax_calculation",
  email: "dualtrack_email",
  phone: "dualtrack_phone",
  billingName: "dualtrack_billing_name",
  business: "dualtrack_business",
  missing: "dualtrack_missing",
  lines: "dualtrack_lines",
  discounts: "dualtrack_discounts",
  billing: "dualtrack_billing",
  note: "dualtrack_note",
} as const;
/** How many keys a long part may take. A payment of an older version may have 27 of lines, and 4 of a note. */
const parts = { lines: 20, discounts: 3, billing: 4, note: 2 } as const;

/**
 * The description as parameters of a PaymentIntent's update. Null parts are deleted at Stripe. Parts that do not fit are
 * left out and named in `dualtrack_missing`, so that a reader knows that the description is incomplete.
 */
export function writePaymentDescription(
  description: PaymentDescription,
): Pick<PaymentParams, "shipping" | "metadata"> {
  const { orderNumber, lines, email, name, phone, billingName, customerNote } = description;
  const { shippingAddress, billingAddress, companyName, vatId } = description;
  const tax = writeTax(description);
  const missing: DescriptionPart[] = [];
  const short = (part: DescriptionPart, key: string, text: string | null) => {
    if (text === null || text.length <= maxMetadataValue) return { [key]: text ?? "" };
    missing.push(part);
    return { [key]: "" };
  };
  const long = (part: DescriptionPart, key: keyof typeof parts, text: string) => {
    const split = splitText(keys[key], text, parts[key]);
    if (split !== null) return split;
    missing.push(part);
    return splitText(keys[key], "", parts[key]) ?? {};
  };
  const billing = billingAddress === null ? "" : JSON.stringify(stripeAddress(billingAddress));
  const metadata = {
    [keys.version]: version,
    [keys.orderNumber]: String(orderNumber),
    [keys.quote]: String(description.quoteNumber),
    [keys.owner]: description.ownerHash,
    [keys.lineCount]: String(lines.length),
    [keys.subtotal]: String(description.subtotalAmount),
    [keys.shipping]: String(description.shippingAmount),
    ...short("email", keys.email, email),
    ...short("phone", keys.phone, phone),
    ...short("billingName", keys.billingName, billingName),
    ...short("companyName", keys.business, companyName && `${vatId ?? ""};${companyName}`),
    ...short("tax", keys.tax, tax.text),
    ...short("shippingMethod", keys.method, writeMethod(description)),
    [keys.rate]: writeRate(description),
    ...long("discounts", "discounts", writeDiscounts(description)),
    [keys.taxCalculation]: writeCalculation(description),
    ...long("lines", "lines", lines.map((line) => writeLine(line, tax.indexOf(line.taxRates))).join(";")),
    ...long("billingAddress", "billing", billing),
    ...long("customerNote", "note", customerNote ?? ""),
  };
  const withMissing = { ...metadata, [keys.missing]: missing.join(",") };
  if (shippingAddress === null) return { metadata: withMissing };
  const recipient = { name: name ?? "", address: stripeAddress(shippingAddress) };
  return { metadata: withMissing, shipping: phone === null ? recipient : { ...recipient, phone } };
}

/** Reads what `writePaymentDescription` has written. Null: there is no readable description. */
export function readPaymentDescription({
  metadata,
  shipping,
}: Pick<Stripe.PaymentIntent, "metadata" | "shipping">): ReadDescription | null {
  if (metadata[keys.version] !== version) return null;
  const orderNumber = readWhole(metadata[keys.orderNumber]);
  const subtotalAmount = readWhole(metadata[keys.subtotal]);
  const shippingAmount = readWhole(metadata[keys.shipping]);
  const tax = readTax(metadata[keys.tax] ?? "");
  if (orderNumber === null || subtotalAmount === null || shippingAmount === null) return null;
  const missing = new Set((metadata[keys.missing] ?? "").split(",").filter(Boolean) as DescriptionPart[]);
  const lines = readLines(joinText(keys.lines, metadata), tax.rateSets);
  // Somebody may have changed the metadata at Stripe.
  if (lines.length === 0 || String(lines.length) !== metadata[keys.lineCount]) missing.add("lines");
  const discounts = readDescribedDiscounts(joinText(keys.discounts, metadata));
  if (discounts === null) missing.add("discounts");
  if (!shipping?.address) missing.add("shippingAddress");
  const billing = joinText(keys.billing, metadata);
  const billingAddress = billing === "" ? null : readBilling(billing);
  if (billing !== "" && billingAddress === null) missing.add("billingAddress");
  return {
    orderNumber,
    ownerHash: metadata[keys.owner] ?? "",
    subtotalAmount,
    shippingAmount,
    taxBehavior: tax.behavior,
    shippingTaxRates: tax.shippingTaxRates,
    ...readCalculation(metadata[keys.taxCalculation] ?? ""),
    lines: missing.has("lines") ? [] : lines,
    discounts: discounts ?? [],
    shippingMethod: readMethod(metadata[keys.method] ?? ""),
    rate: readRate(metadata[keys.rate] ?? ""),
    email: metadata[keys.email] ?? null,
    // Without a delivery, the payer's is the customer's.
    name: shipping?.name || metadata[keys.billingName] || null,
    phone: metadata[keys.phone] ?? null,
    shippingAddress: shipping?.address ? ourAddress(shipping.address) : null,
    billingName: metadata[keys.billingName] ?? null,
    billingAddress,
    ...readBusiness(metadata[keys.business]),
    customerNote: joinText(keys.note, metadata) || null,
    missing: [...missing],
  };
}

/** Only the order's number, for reading many payments. Null: there is none. */
export function readOrderNumber({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): number | null {
  return readWhole(metadata[keys.orderNumber]);
}

/** The quote that a payment was opened for. Payments from before there were quotes are of a checkout's only one. */
export function readQuoteNumber({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): number {
  return readWhole(metadata[keys.quote]) ?? 1;
}

/** The calculation's id, and with a shipping tax that its rates do not give `!shippingTaxAmount`. Empty: the table has taxed it. */
function writeCalculation({ taxCalculationId, shippingTaxAmount }: PaymentDescription): string {
  if (taxCalculationId === null) return "";
  return shippingTaxAmount === null ? taxCalculationId : `${taxCalculationId}!${shippingTaxAmount}`;
}

function readCalculation(text: string) {
  const [id, amount] = text.split("!");
  return { taxCalculationId: id || null, shippingTaxAmount: readWhole(amount) };
}

/**
 * `sku:quantity:unitAmount`, with a discount or tax `!discountAmount!place of its rates`, and with a tax that its rates do not give
 * `!taxAmount`. Separators inside a SKU are encoded.
 */
function writeLine(
  { sku, quantity, unitAmount, discountAmount, taxAmount }: DescribedLine,
  rateSet: number,
): string {
  const line = `${sku.replace(/[%;]/g, encodeURIComponent)}:${quantity}:${unitAmount}`;
  if (taxAmount !== null) return `${line}!${discountAmount}!${rateSet}!${taxAmount}`;
  return discountAmount === 0 && rateSet === 0 ? line : `${line}!${discountAmount}!${rateSet}`;
}

/** The lines before the first one that can't be read. */
function readLines(text: string, rateSets: readonly (readonly TaxRate[])[]): DescribedLine[] {
  const lines: DescribedLine[] = [];
  for (const line of text.split(";")) {
    const [, sku, quantity, unitAmount, discount = "0", rateSet = "0", tax] =
      /^(.+):(\d{1,9}):(\d{1,9})(?:!(\d{1,9})!(\d{1,3})(?:!(\d{1,9}))?)?$/s.exec(line) ?? [];
    const taxRates = rateSets[Number(rateSet)];
    if (sku === undefined || taxRates === undefined) break;
    const plainSku = sku.replace(/%(25|3B)/g, decodeURIComponent);
    const numbers = { quantity: Number(quantity), unitAmount: Number(unitAmount) };
    lines.push({
      sku: plainSku,
      ...numbers,
      discountAmount: Number(discount),
      taxRates,
      taxAmount: readWhole(tax),
    });
  }
  return lines;
}

/** `VAT id;company`; both null: a private person. */
function readBusiness(text = ""): Pick<DescribedDetails, "companyName" | "vatId"> {
  const [, vatId, companyName] = /^([^;]*);(.+)$/s.exec(text) ?? [];
  return { companyName: companyName ?? null, vatId: vatId || null };
}

function readWhole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Empty parts are left out, as Stripe treats an empty value as unset. */
function stripeAddress(address: Address): Stripe.AddressParam {
  const { line1, line2, postalCode: postal_code, city, state, country } = address;
  const filled = Object.entries({ line1, line2, postal_code, city, state, country }).filter(
    ([, text]) => text !== "",
  );
  return Object.fromEntries(filled);
}

function ourAddress(address: Partial<Stripe.Address>): Address {
  const { line1, line2, postal_code, city, state, country } = address;
  return {
    line1: line1 ?? "",
    line2: line2 ?? "",
    postalCode: postal_code ?? "",
    city: city ?? "",
    state: state ?? "",
    country: country ?? "",
  };
}

function readBilling(json: string): Address | null {
  try {
    const address: unknown = JSON.parse(json);
    return typeof address === "object" && address !== null ? ourAddress(address) : null;
  } catch {
    return null;
  }
}
