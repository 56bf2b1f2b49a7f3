import Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { recordTaxProblem } from "../stripe/record-tax-problem.ts";
import { isUnavailable, stripeProblemText } from "../stripe/stripe-outage.ts";
import type { TaxFailure, TaxQuestion } from "../tax/tax-answers.ts";
import { calculateTax } from "./calculate-tax.ts";

interface AskedTax {
  checkoutId: string;
  question: TaxQuestion;
  askedHash: string;
}

/**
 * Asks Stripe Tax about the goods of a checkout, and stores the answer. Answers null then, else why there is none. A refusal, and an answer
 * to something else than was asked, count as none, and staff see them on Home.
 */
export async function askStripeTax(
  shop: Shop,
  { checkoutId, question, askedHash }: AskedTax,
): Promise<TaxFailure | null> {
  try {
    const { id, taxes } = await calculateTax(shop, question);
    await shop.db.taxCalculation.createMany({
      data: [{ id, checkoutId, askedHash, question, taxes, createdAt: shop.clock.now() }],
    });
    return null;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === placeUnknownCode)
      return "unknown_place";
    const problem = stripeProblemText(error);
    if (isUnavailable(error)) shop.log.warn({ err: error, problem }, "Stripe Tax does not answer");
    else {
      shop.log.error({ err: error, problem }, "Stripe Tax has not calculated what was asked");
      await recordTaxProblem(shop, problem);
    }
    return "unavailable";
  }
}

/** @see https://docs.stripe.com/tax/customer-locations */
const placeUnknownCode = "customer_tax_location_invalid";
