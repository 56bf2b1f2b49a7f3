import { isExemptName, type TaxBehavior, type TaxLine } from "@dualtrack/contract";
import { sumTaxes, type TaxOfRate } from "./tax-of.ts";

/** The tax by rate for pages and mails. A rate that comes to nothing is left out, unless that is because a business is exempt. */
export function taxesView(
  { taxBehavior, taxes }: { taxBehavior: TaxBehavior; taxes: readonly TaxOfRate[] },
  currency: string,
): TaxLine[] {
  return sumTaxes(taxes)
    .filter(({ taxAmount, name }) => taxAmount > 0 || isExemptName(name))
    .map(({ jurisdiction, name, rate, taxableAmount, taxAmount }) => ({
      ...{ jurisdiction, name, rate },
      isIncluded: taxBehavior === "inclusive",
      taxable: { amount: taxableAmount, currency },
      tax: { amount: taxAmount, currency },
    }));
}
