import type { TaxBehavior, TaxLine } from "@dualtrack/contract";
import { sumTaxes, type TaxOfRate } from "./tax-of.ts";

/** The tax by rate for pages and mails. A rate that comes to nothing is left out. */
export function taxesView(
  { taxBehavior, taxes }: { taxBehavior: TaxBehavior; taxes: readonly TaxOfRate[] },
  currency: string,
): TaxLine[] {
  return sumTaxes(taxes)
    .filter(({ taxAmount }) => taxAmount > 0)
    .map(({ jurisdiction, name, rate, taxableAmount, taxAmount }) => ({
      ...{ jurisdiction, name, rate },
      isIncluded: taxBehavior === "inclusive",
      taxable: { amount: taxableAmount, currency },
      tax: { amount: taxAmount, currency },
    }));
}
