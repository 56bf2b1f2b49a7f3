import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Stripe, TaxCalculation, TaxCalculationLineItem } from "../../stripe/stripe-types.ts";
import { computeTax, type TaxPart, type TaxStatus } from "./compute-tax.ts";
import { type Place, placeOf } from "./place.ts";
import { breakdownOf, summaryOf } from "./tax-breakdown.ts";
import { assertTaxCode, PRESET_TAX_CODE, SHIPPING_TAX_CODE } from "./tax-codes.ts";

/** "Calculations expire after 90 days." https://docs.stripe.com/api/tax/calculations/object */
const KEPT_SECONDS = 90 * 24 * 60 * 60;
const MAX_LINES = 100;
/** How far `tax_date` may be from now. */
const MAX_DATE_SECONDS = 31 * 24 * 60 * 60;
/** Stripe's accounts have a head office; the sandbox's is in the US. */
export const HEAD_OFFICE = "US";

type Params = Stripe.Tax.CalculationCreateParams;
type LineParams = Stripe.Tax.CalculationCreateParams.LineItem;
type ShippingParams = Stripe.Tax.CalculationCreateParams.ShippingCost;

export interface CalculationPrivate {
  /** The ids of its lines, in the order they were given. */
  lines: string[];
  /** What its shipping shows only when asked to. */
  shippingTaxBreakdown: ReturnType<typeof breakdownOf> | null;
}

/** What a line shows only when asked to. */
export interface LinePrivate {
  tax_breakdown: TaxCalculationLineItem["tax_breakdown"];
}

/** Works out the tax on a sale. Nothing is recorded for reports until a transaction is made of it. */
export function createCalculation(work: UnitOfWork, params: Params): TaxCalculation {
  const currency = readCurrency(params.currency);
  if (params.line_items.length > MAX_LINES)
    throw badParam("line_items", `You can pass at most ${MAX_LINES} line items.`);
  if (params.line_items.length === 0)
    throw badParam("line_items", "Missing required param: line_items.", "parameter_missing");
  const now = work.clock.seconds();
  const date = params.tax_date ?? now;
  if (Math.abs(date - now) > MAX_DATE_SECONDS)
    throw badParam("tax_date", "The tax date must be at most 31 days in the past or in the future.");
  const id = newId("taxcalc");
  const details = readCustomer(work, params);
  const place = placeOf(
    details.address ?? {},
    params.customer && !params.customer_details ? "customer" : "customer_details[address]",
  );
  const shipFrom = params.ship_from_details
    ? { address: fullAddress(params.ship_from_details.address) }
    : null;
  const status: TaxStatus = {
    override: details.taxability_override as TaxStatus["override"],
    taxIds: details.tax_ids,
    sellerCountry: shipFrom?.address.country ?? HEAD_OFFICE,
  };
  const read = params.line_items.map((line, index) => readLine(work, line, index, place, status));
  const references = read.map(({ line }) => line.reference);
  const twice = references.findIndex((one, index) => references.indexOf(one) !== index);
  if (twice >= 0)
    throw badParam(
      `line_items[${twice}][reference]`,
      `The reference '${references[twice]}' is used by more than one line item.`,
    );
  const shipping = params.shipping_cost
    ? readShipping(work, params.shipping_cost, currency, place, status)
    : null;
  const taxed = [...read, ...(shipping ? [shipping] : [])].map(({ line, parts }) => ({
    parts,
    inclusive: line.tax_behavior === "inclusive",
  }));
  const taxOf = (wanted: boolean) =>
    sum(taxed.filter(({ inclusive }) => inclusive === wanted).flatMap(({ parts }) => parts.map(amountOf)));
  const calculation: TaxCalculation = {
    id,
    object: "tax.calculation",
    amount_total: sum(read.map(({ line }) => line.amount)) + (shipping?.line.amount ?? 0) + taxOf(false),
    currency,
    customer: params.customer ?? null,
    customer_details: details,
    expires_at: now + KEPT_SECONDS,
    livemode: false,
    ship_from_details: shipFrom,
    shipping_cost: shipping?.line ?? null,
    tax_amount_exclusive: taxOf(false),
    tax_amount_inclusive: taxOf(true),
    tax_breakdown: summaryOf(taxed),
    tax_date: date,
  };
  for (const { line, parts } of read) {
    const hidden: LinePrivate = { tax_breakdown: breakdownOf(parts) };
    work.store.insert(line, hidden, now);
  }
  const hidden: CalculationPrivate = {
    lines: read.map(({ line }) => line.id),
    shippingTaxBreakdown: shipping && breakdownOf(shipping.parts),
  };
  work.store.insert(calculation, hidden, now);
  return calculation;
}

const amountOf = ({ amount }: TaxPart) => amount;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function readCustomer(work: UnitOfWork, params: Params): TaxCalculation["customer_details"] {
  const { customer: id, customer_details: given } = params;
  if (!id && !given)
    throw badParam(
      "customer_details",
      "You must provide either a customer or customer_details.",
      "parameter_missing",
    );
  if (given?.ip_address !== undefined)
    throw notCovered("the parameter 'customer_details[ip_address]' (it cannot tell where an IP address is)");
  if (given?.address && !given.address_source)
    throw badParam(
      "customer_details[address_source]",
      "Missing required param: customer_details[address_source].",
      "parameter_missing",
    );
  const customer = id ? work.store.find("customer", id) : undefined;
  if (id && !customer) throw missing("customer", id, "customer");
  if (given?.address)
    return {
      address: fullAddress(given.address),
      address_source: given.address_source ?? null,
      ip_address: null,
      tax_ids: given.tax_ids ?? [],
      taxability_override: given.taxability_override ?? "none",
    };
  // Shipping goes before billing, because goods are taxed where they arrive.
  const shipping = customer?.shipping?.address;
  const address = shipping ?? customer?.address;
  const exempt = { exempt: "customer_exempt", reverse: "reverse_charge" }[String(customer?.tax_exempt)];
  return {
    address: address ? fullAddress(address) : null,
    address_source: address ? (shipping ? "shipping" : "billing") : null,
    ip_address: null,
    tax_ids: given?.tax_ids ?? [],
    taxability_override: given?.taxability_override ?? exempt ?? "none",
  };
}

type AddressParams = Partial<
  Record<"city" | "country" | "line1" | "line2" | "postal_code" | "state", string | null>
>;

function fullAddress(given: AddressParams) {
  const { city, country, line1, line2, postal_code, state } = given;
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: postal_code ?? null,
    state: state ?? null,
  };
}

function readLine(work: UnitOfWork, given: LineParams, index: number, place: Place, status: TaxStatus) {
  const at = (name: string) => `line_items[${index}][${name}]`;
  if (given.performance_location !== undefined)
    throw notCovered(`the parameter '${at("performance_location")}'`);
  assertAmount(given.amount, at("amount"));
  const quantity = given.quantity ?? 1;
  if (quantity < 1)
    throw badParam(
      at("quantity"),
      "This value must be greater than or equal to 1.",
      "parameter_invalid_integer",
    );
  const product = given.product ? work.store.find("product", given.product) : undefined;
  if (given.product && !product) throw missing("product", given.product, at("product"));
  const taxCode = given.tax_code ?? product?.tax_code ?? PRESET_TAX_CODE;
  assertTaxCode(taxCode, at("tax_code"));
  const behavior = given.tax_behavior === "inclusive" ? "inclusive" : "exclusive";
  const parts = computeTax({ amount: given.amount, taxCode, taxBehavior: behavior }, place, status);
  const id = newId("tax_li");
  const line: TaxCalculationLineItem = {
    id,
    object: "tax.calculation_line_item",
    amount: given.amount,
    amount_tax: sum(parts.map(amountOf)),
    livemode: false,
    metadata: given.metadata ? mergeMetadata({}, given.metadata) : null,
    performance_location: null,
    product: given.product ?? null,
    quantity,
    reference: given.reference ?? id,
    tax_behavior: behavior,
    tax_code: taxCode,
  };
  return { line, parts };
}

function readShipping(
  work: UnitOfWork,
  given: ShippingParams,
  currency: string,
  place: Place,
  status: TaxStatus,
) {
  const { amount, taxCode, behavior } = shippingTerms(work, given, currency);
  const parts = computeTax({ amount, taxCode, taxBehavior: behavior }, place, status);
  const line: NonNullable<TaxCalculation["shipping_cost"]> = {
    amount,
    amount_tax: sum(parts.map(amountOf)),
    ...(given.shipping_rate ? { shipping_rate: given.shipping_rate } : {}),
    tax_behavior: behavior,
    tax_code: taxCode,
  };
  return { line, parts };
}

function shippingTerms(work: UnitOfWork, given: ShippingParams, currency: string) {
  const { shipping_rate: id, amount, tax_behavior: behavior, tax_code: code } = given;
  if (!id) {
    assertAmount(amount ?? 0, "shipping_cost[amount]");
    const taxCode = code ?? SHIPPING_TAX_CODE;
    assertTaxCode(taxCode, "shipping_cost[tax_code]");
    return { amount: amount ?? 0, taxCode, behavior: inclusiveOr(behavior) };
  }
  if (amount !== undefined || behavior !== undefined || code !== undefined)
    throw badParam(
      "shipping_cost[shipping_rate]",
      "You cannot pass `amount`, `tax_code` or `tax_behavior` together with `shipping_rate`.",
      "parameters_exclusive",
    );
  const rate = work.store.find("shipping_rate", id);
  if (!rate) throw missing("shipping_rate", id, "shipping_cost[shipping_rate]");
  const fixed = rate.fixed_amount;
  const price = fixed?.currency === currency ? fixed.amount : fixed?.currency_options?.[currency]?.amount;
  if (price === undefined)
    throw refusal(`The shipping rate ${id} has no amount in ${currency}.`, {
      param: "shipping_cost[shipping_rate]",
    });
  const taxCode = typeof rate.tax_code === "string" ? rate.tax_code : SHIPPING_TAX_CODE;
  return { amount: price, taxCode, behavior: inclusiveOr(rate.tax_behavior) };
}

function inclusiveOr(behavior: string | null | undefined): "inclusive" | "exclusive" {
  return behavior === "inclusive" ? "inclusive" : "exclusive";
}

function assertAmount(amount: number, param: string): void {
  if (amount < 0)
    throw badParam(param, "This value must be greater than or equal to 0.", "parameter_invalid_integer");
  if (amount > 99_999_999)
    throw badParam(param, "This value must be less than or equal to 99999999.", "parameter_invalid_integer");
}
