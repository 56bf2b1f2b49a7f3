import { createHash } from "node:crypto";
import {
  countriesTaxedByStreet,
  nontaxableCode,
  normalisePostalCode,
  normaliseState,
  shippingTaxCode,
  type TaxBehavior,
} from "@dualtrack/contract";
import { dayOf } from "../day-in-zone.ts";
import type { TaxDestination, TaxedGoods } from "./tax-engine.ts";

/** What Stripe Tax is asked about the goods of a checkout. Amounts are minor units, after discounts. */
export type TaxQuestion = {
  currency: string;
  behavior: TaxBehavior;
  destination: TaxDestination;
  /** By position in the checkout. `taxCode` null: that of the account's settings at Stripe. */
  lines: { taxCode: string | null; quantity: number; amount: number }[];
  shipping: { taxCode: string; amount: number };
  vatId: string | null;
};

/** Why a question has no answer: Stripe Tax does not work, or it can't find the place of the address. */
export type TaxFailure = "unavailable" | "unknown_place";

/** What has been asked for one request about a checkout. */
export interface TaxAnswers {
  checkoutId: string;
  /** Whether the address is complete, as Pay is pressed. Before, the table estimates what Stripe Tax can't place. */
  isAddressComplete: boolean;
  /** The questions that failed, by their hash. Answers are rows of `tax_calculation`. */
  failures: ReadonlyMap<string, TaxFailure>;
}

/** The transaction needs an answer of Stripe Tax: it is rolled back, and runs again after the question was asked. */
export class TaxNotCalculated extends Error {
  readonly question: TaxQuestion;
  readonly askedHash: string;

  constructor(question: TaxQuestion, askedHash: string) {
    super("Stripe Tax is still to be asked");
    this.question = question;
    this.askedHash = askedHash;
  }
}

/** The question about these goods, and its hash; rates may change from one day to the next, so the day is part of it. */
export function questionOf(
  { currency, destination: known, lines, shippingAmount, customerVatId, at, timeZone }: TaxedGoods,
  { behavior, sellerCountry }: { behavior: TaxBehavior; sellerCountry: string },
): { question: TaxQuestion; askedHash: string } {
  const destination = known ?? { country: sellerCountry, state: "", postalCode: "" };
  const { country, line1, city } = destination;
  const state = normaliseState(country, destination.state);
  const postalCode = normalisePostalCode(country, destination.postalCode) ?? destination.postalCode;
  const isByStreet = countriesTaxedByStreet.includes(country);
  const question: TaxQuestion = {
    ...{ currency, behavior },
    destination: {
      ...{ country, state, postalCode },
      ...(isByStreet && line1 ? { line1 } : {}),
      ...(isByStreet && city ? { city } : {}),
    },
    lines: lines.map(({ taxCode, quantity, amount }) => ({
      taxCode: codeAtStripe(taxCode),
      quantity,
      amount,
    })),
    shipping: { taxCode: shippingTaxCode, amount: shippingAmount },
    vatId: customerVatId,
  };
  const asked = JSON.stringify([dayOf(at, timeZone), question]);
  return { question, askedHash: createHash("sha256").update(asked).digest("base64url") };
}

/** The shop's own categories are none of Stripe's: `standard` and `reduced` are what the account's settings at Stripe say. */
function codeAtStripe(taxCode: string): string | null {
  if (taxCode === "zero") return nontaxableCode;
  return taxCode.startsWith("txcd_") ? taxCode : null;
}
