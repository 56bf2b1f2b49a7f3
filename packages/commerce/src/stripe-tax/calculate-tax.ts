import { amountStep } from "@dualtrack/contract";
import type Stripe from "stripe";
import { euCountries } from "../eu-countries.ts";
import type { TaxOfRate } from "../pricing/tax-of.ts";
import type { Shop } from "../shop.ts";
import { countryOfVatId } from "../tax/country-of-vat-id.ts";
import type { CalculatedTaxes } from "../tax/stripe-tax-engine.ts";
import type { TaxQuestion } from "../tax/tax-answers.ts";
import { type AnsweredPart, readCalculation } from "./read-calculation.ts";

/** The most lines of one page. */
const pageLines = 100;

/**
 * Has Stripe Tax calculate the tax of goods. Throws Stripe's errors, and WrongCalculation for an answer that is not about them.
 * @see https://docs.stripe.com/api/tax/calculations/create
 */
export async function calculateTax(
  shop: Shop,
  question: TaxQuestion,
): Promise<{ id: string; taxes: CalculatedTaxes }> {
  const { tax } = shop.stripe;
  const created = await tax.calculations.create(paramsOf(question));
  const { id, shipping, lines, hasMore } = readCalculation(created);
  // An expanded list has its first page only.
  const all = hasMore
    ? readCalculation({
        ...created,
        line_items: await tax.calculations.listLineItems(id, {
          limit: pageLines,
          expand: ["data.tax_breakdown"],
        }),
      }).lines
    : lines;
  const answered = question.lines.map((_, place) => all.find(({ reference }) => reference === String(place)));
  return {
    id,
    taxes: {
      lines: question.lines.map((asked, place) => taxesOf(question, asked, answered[place])),
      shipping: taxesOf(question, question.shipping, shipping),
    },
  };
}

function paramsOf({
  currency,
  behavior,
  destination,
  lines,
  shipping,
  vatId,
}: TaxQuestion): Stripe.Tax.CalculationCreateParams {
  const { country, state, postalCode, line1, city } = destination;
  return {
    currency,
    customer_details: {
      address: {
        country,
        ...(state === "" ? {} : { state }),
        ...(postalCode === "" ? {} : { postal_code: postalCode }),
        ...(line1 === undefined ? {} : { line1 }),
        ...(city === undefined ? {} : { city }),
      },
      address_source: "shipping",
      tax_ids: taxIdsOf(vatId),
    },
    line_items: lines.map(({ taxCode, quantity, amount }, place) => ({
      ...{ reference: String(place), amount, quantity, tax_behavior: behavior },
      ...(taxCode === null ? {} : { tax_code: taxCode }),
    })),
    shipping_cost: { amount: shipping.amount, tax_code: shipping.taxCode, tax_behavior: behavior },
    expand: ["line_items.data.tax_breakdown", "shipping_cost.tax_breakdown"],
  };
}

/**
 * Those whose form is the shop's. For others (CH, NO) goods are exports, whoever buys them.
 * @see https://docs.stripe.com/billing/customer/tax-ids
 */
function taxIdsOf(vatId: string | null): Stripe.Tax.CalculationCreateParams.CustomerDetails.TaxId[] {
  if (vatId === null) return [];
  if (vatId.startsWith("GB")) return [{ type: "gb_vat", value: vatId }];
  const isOfUnion = vatId.startsWith("XI") || euCountries.has(countryOfVatId(vatId));
  return isOfUnion ? [{ type: "eu_vat", value: vatId }] : [];
}

/** Stripe has answered something else than was asked: its amounts can't be charged. */
class WrongCalculation extends Error {}

/** The taxes of a line or of shipping, after checking that they are about it and add up. */
function taxesOf(
  { behavior, currency }: TaxQuestion,
  { amount }: { amount: number },
  answered: AnsweredPart | undefined,
): TaxOfRate[] {
  const wrong = (what: string) => new WrongCalculation(`${what}: ${JSON.stringify(answered)}`);
  if (answered === undefined) throw wrong("a line is missing");
  if (answered.amount !== amount || answered.behavior !== behavior)
    throw wrong(`not about ${amount} ${currency}`);
  const sum = answered.taxes.reduce((total, { taxAmount }) => total + taxAmount, 0);
  if (sum !== answered.taxAmount) throw wrong("its taxes do not add up");
  if (behavior === "exclusive" && sum % amountStep(currency) !== 0) throw wrong("it can't be charged");
  if (behavior === "inclusive" && sum > amount) throw wrong("it contains more tax than it costs");
  return answered.taxes;
}
