import type { Shop } from "../shop.ts";
import { type TaxAnswers, type TaxFailure, TaxNotCalculated } from "../tax/tax-answers.ts";
import { askStripeTax } from "./ask-stripe-tax.ts";

/** Goods and discounts may change each time while Stripe Tax is asked; more rounds than this are a fault. */
const maxRounds = 8;

/**
 * Runs `work`, a transaction that prices a checkout. When it needs an answer of Stripe Tax, it is rolled back, Stripe Tax is asked outside
 * of any transaction, and it runs again: so it sees an answer to exactly what it prices then, whatever has changed meanwhile.
 */
export async function withTaxAnswers<Result>(
  shop: Shop,
  { checkoutId, isAddressComplete }: Omit<TaxAnswers, "failures">,
  work: (answers: TaxAnswers) => Promise<Result>,
): Promise<Result> {
  const failures = new Map<string, TaxFailure>();
  for (let round = 0; round < maxRounds; round += 1) {
    try {
      return await work({ checkoutId, isAddressComplete, failures });
    } catch (error) {
      if (!(error instanceof TaxNotCalculated)) throw error;
      const { question, askedHash } = error;
      const failure = await askStripeTax(shop, { checkoutId, question, askedHash });
      if (failure !== null) failures.set(askedHash, failure);
    }
  }
  throw new Error(`The tax of checkout ${checkoutId} can't be calculated: what is priced keeps changing`);
}
