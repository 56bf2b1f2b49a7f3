import { createHash } from "node:crypto";
import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { computeTax, type TaxPart } from "../tax/compute-tax.ts";
import { HEAD_OFFICE } from "../tax/create-calculation.ts";
import type { Place } from "../tax/place.ts";
import type { Tax } from "./get-session.ts";

interface Taxable {
  /** After discounts, in minor units. */
  amount: number;
  taxCode: string;
  /** `inclusive`, `exclusive`, or as is usual in the currency. */
  taxBehavior: string;
}

interface Taxed {
  /** All the tax, in minor units. */
  amount: number;
  /** The part of it that is not in the price yet. */
  onTop: number;
  taxes: Tax[];
}

const nothing: Taxed = { amount: 0, onTop: 0, taxes: [] };

/** The tax on a line or on shipping. None without automatic tax, or while nobody knows where the customer is. */
export function taxOn(
  context: SandboxContext,
  session: CheckoutSession,
  { amount, taxCode, taxBehavior: wanted }: Taxable,
  place: Place | null,
): Taxed {
  if (!place) return nothing;
  const taxBehavior =
    wanted === "inclusive" || wanted === "exclusive" ? wanted : usualBehavior(session.currency ?? "");
  const parts = computeTax({ amount, taxCode, taxBehavior }, place, {
    override: exemptionOf(context, session),
    taxIds: [],
    sellerCountry: HEAD_OFFICE,
  });
  const total = parts.reduce((sum, part) => sum + part.amount, 0);
  const inclusive = taxBehavior === "inclusive";
  return {
    amount: total,
    onTop: inclusive ? 0 : total,
    taxes: parts.map((part) => ({
      amount: part.amount,
      rate: rateOf(part, inclusive, session.created),
      taxability_reason: part.reason,
      taxable_amount: part.taxableAmount,
    })),
  };
}

/** The default of tax settings, "automatic": https://docs.stripe.com/tax/products-prices-tax-codes-tax-behavior */
function usualBehavior(currency: string): "inclusive" | "exclusive" {
  return currency === "usd" || currency === "cad" ? "exclusive" : "inclusive";
}

function exemptionOf(context: SandboxContext, { customer }: CheckoutSession) {
  const exempt = customer ? context.store.find("customer", customer)?.tax_exempt : null;
  return exempt === "exempt" ? "customer_exempt" : exempt === "reverse" ? "reverse_charge" : "none";
}

/** The rate as Stripe shows one that Stripe Tax has made: the same rate has the same id each time. */
function rateOf({ rate, jurisdiction }: TaxPart, inclusive: boolean, created: number): Stripe.TaxRate {
  const percentage = Number(rate?.percent ?? 0);
  const facts = JSON.stringify([rate, jurisdiction, inclusive]);
  return {
    id: `txr_${createHash("sha256").update(facts).digest("hex").slice(0, 24)}`,
    object: "tax_rate",
    active: false,
    country: jurisdiction.country,
    created,
    description: null,
    display_name: rate?.name ?? "Tax",
    effective_percentage: percentage,
    flat_amount: null,
    inclusive,
    jurisdiction: jurisdiction.name,
    jurisdiction_level: jurisdiction.level,
    livemode: false,
    metadata: {},
    percentage,
    rate_type: rate ? "percentage" : null,
    state: jurisdiction.state,
    tax_type: rate?.type ?? null,
  };
}
