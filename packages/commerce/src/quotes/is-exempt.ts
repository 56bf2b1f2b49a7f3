import { isExemptName } from "@dualtrack/contract";
import type { QuoteRow } from "@dualtrack/db";

/** Whether something of a quote is exempt from tax, as a business in another country of the EU buys it. */
export function isExempt({ lines, shippingTaxes }: Pick<QuoteRow, "lines" | "shippingTaxes">): boolean {
  const taxes = [...lines.flatMap((line) => line.taxes), ...shippingTaxes];
  return taxes.some(({ name }) => isExemptName(name));
}
