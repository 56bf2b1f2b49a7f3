import type { TaxBehavior } from "@dualtrack/contract";
import { allocate } from "./allocate.ts";

/** A rate of tax that applies to a line. */
export interface TaxRate {
  /** Parts per million, so 8.875 % is 88,750: rates have up to four decimals, as at Stripe. */
  rate: number;
  /** ISO 3166: a country, e.g. `AT`, or one of its states, e.g. `US-CA`. */
  jurisdiction: string;
  /** As on invoices, e.g. `VAT`. */
  name: string;
}

/** The tax of one rate, in minor units. */
export interface TaxOfRate extends TaxRate {
  /** What the tax is computed on: a price without tax. */
  taxableAmount: number;
  taxAmount: number;
}

const million = 1_000_000n;

/**
 * The tax of a price after discounts, in minor units: contained in the price, or to be added. It is computed once, with the
 * sum of the rates, and rounded half up to a multiple of `step`; then it is divided among the rates by largest remainder. So
 * contained tax never exceeds its price, and the parts are the tax.
 */
export function taxOf(
  price: number,
  { behavior, rates, step }: { behavior: TaxBehavior; rates: readonly TaxRate[]; step: number },
): { taxAmount: number; taxes: TaxOfRate[] } {
  const rate = rates.reduce((sum, each) => sum + BigInt(each.rate), 0n);
  const whole = behavior === "inclusive" ? million + rate : million;
  const taxAmount = roundHalfUp(BigInt(price) * rate, whole * BigInt(step)) * step;
  return { taxAmount, taxes: divideTax(price, taxAmount, { behavior, rates, step }) };
}

/** A tax of a price that is known, divided among its rates by largest remainder. Minor units, multiples of `step`. */
export function divideTax(
  price: number,
  taxAmount: number,
  { behavior, rates, step }: { behavior: TaxBehavior; rates: readonly TaxRate[]; step: number },
): TaxOfRate[] {
  const taxableAmount = behavior === "inclusive" ? price - taxAmount : price;
  const parts = allocate(
    taxAmount / step,
    rates.map((each) => each.rate),
  );
  return rates.map((each, index) => ({
    ...each,
    taxableAmount,
    taxAmount: (parts[index] ?? 0) * step,
  }));
}

function roundHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

/** Adds up taxes by rate, as an invoice shows them: by jurisdiction and name, the higher rate first. */
export function sumTaxes(taxes: readonly TaxOfRate[]): TaxOfRate[] {
  const sums = new Map<string, TaxOfRate>();
  for (const { taxableAmount, taxAmount, rate, jurisdiction, name } of taxes) {
    const key = JSON.stringify([jurisdiction, name, rate]);
    const sum = sums.get(key);
    sums.set(key, {
      ...{ rate, jurisdiction, name },
      taxableAmount: (sum?.taxableAmount ?? 0) + taxableAmount,
      taxAmount: (sum?.taxAmount ?? 0) + taxAmount,
    });
  }
  return [...sums.values()].toSorted(
    (a, b) => compare(a.jurisdiction, b.jurisdiction) || compare(a.name, b.name) || b.rate - a.rate,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
