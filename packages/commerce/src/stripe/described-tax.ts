import { type TaxBehavior, taxBehaviors } from "@dualtrack/contract";
import { z } from "zod";
import type { TaxRate } from "../pricing/tax-of.ts";

interface DescribedTax {
  taxBehavior: TaxBehavior;
  shippingTaxRates: readonly TaxRate[];
  lines: readonly { taxRates: readonly TaxRate[] }[];
}

const noTax: readonly (readonly TaxRate[])[] = [[]];

const textSchema = z.tuple([
  z.enum(taxBehaviors),
  z.number(),
  z.array(z.array(z.tuple([z.string(), z.string(), z.number()]))),
]);

/**
 * How an order is taxed, in one text: `["inclusive",1,[[["AT","VAT",200000]]]]` is the behavior, the place of shipping's rates, and the
 * different sets of rates; place 0 is no tax. Without any tax it is empty, and prices contain it.
 */
export function writeTax({ taxBehavior, shippingTaxRates, lines }: DescribedTax) {
  const textOf = (rates: readonly TaxRate[]) =>
    JSON.stringify(rates.map(({ jurisdiction, name, rate }) => [jurisdiction, name, rate]));
  const different = [
    ...new Set([...noTax, shippingTaxRates, ...lines.map(({ taxRates }) => taxRates)].map(textOf)),
  ];
  const indexOf = (rates: readonly TaxRate[]) => different.indexOf(textOf(rates));
  const isNoTax = different.length === 1 && taxBehavior === "inclusive";
  const text = `["${taxBehavior}",${indexOf(shippingTaxRates)},[${different.slice(1).join(",")}]]`;
  return { text: isNoTax ? "" : text, indexOf };
}

/** Reads what `writeTax` has written; what can't be read has no rates, so lines that name some are missing. */
export function readTax(text: string) {
  const [behavior, shipping, sets] = parse(text) ?? (["inclusive", 0, []] as const);
  const rateSets = [
    ...noTax,
    ...sets.map((set) => set.map(([jurisdiction, name, rate]) => ({ jurisdiction, name, rate }))),
  ];
  return { behavior, rateSets, shippingTaxRates: rateSets[shipping] ?? [] };
}

function parse(text: string): z.output<typeof textSchema> | null {
  try {
    return textSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
