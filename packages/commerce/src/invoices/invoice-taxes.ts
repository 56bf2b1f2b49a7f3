import type { Money } from "@dualtrack/contract";
import { baseAmount, type OrderRate } from "../currencies/base-amount.ts";
import { sumTaxes, type TaxOfRate } from "../pricing/tax-of.ts";
import type { InvoicePart } from "./invoice-document.ts";

/** A tax of a document, as the report counts it, also in the base currency of its order; null: no rate is known. */
export interface InvoiceTaxRow extends TaxOfRate {
  baseTaxableAmount: number | null;
  baseTaxAmount: number | null;
}

/**
 * The taxes of a document's parts by rate. What is sold where the shop collects no tax counts, too, under a tax without a name, at the
 * place where the goods go.
 *
 * An amount in the base currency is what it comes to together with those `before` (of earlier credit notes, each with what it says
 * itself), less what these say: so all credit notes of an invoice come to its amounts, to the cent.
 */
export function invoiceTaxes(
  parts: readonly InvoicePart[],
  {
    country,
    currency,
    rate,
    before,
  }: { country: string; currency: string; rate: OrderRate; before: readonly InvoiceTaxRow[] },
): InvoiceTaxRow[] {
  return sumTaxes(parts.flatMap((part) => taxesOf(part, country))).map((tax) => {
    const same = before.filter((each) => isSameTax(each, tax));
    const inBase = (amount: number, earlier: readonly Earlier[]) =>
      inBaseCurrency({ amount, currency }, { rate, earlier });
    return {
      ...tax,
      baseTaxableAmount: inBase(
        tax.taxableAmount,
        same.map((each) => ({ amount: each.taxableAmount, base: each.baseTaxableAmount })),
      ),
      baseTaxAmount: inBase(
        tax.taxAmount,
        same.map((each) => ({ amount: each.taxAmount, base: each.baseTaxAmount })),
      ),
    };
  });
}

interface Earlier {
  amount: number;
  base: number | null;
}

function inBaseCurrency(
  { amount, currency }: Money,
  { rate, earlier }: { rate: OrderRate; earlier: readonly Earlier[] },
): number | null {
  const until = earlier.reduce((sum, each) => sum + each.amount, 0);
  const said = earlier.reduce((sum, { base }) => sum + (base ?? 0), 0);
  const whole = baseAmount({ amount: until + amount, currency }, rate);
  return whole === null ? null : Math.max(0, whole.amount - said);
}

function taxesOf({ taxes, totalAmount }: InvoicePart, country: string): TaxOfRate[] {
  if (taxes.length > 0) return taxes;
  return [{ jurisdiction: country, name: "", rate: 0, taxableAmount: totalAmount, taxAmount: 0 }];
}

function isSameTax(a: TaxOfRate, b: TaxOfRate): boolean {
  return a.jurisdiction === b.jurisdiction && a.name === b.name && a.rate === b.rate;
}
