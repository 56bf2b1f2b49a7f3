import { priceCurrencies, ratePattern } from "@dualtrack/contract";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";

/** What one euro costs. */
export interface PublishedRates {
  /** The day of the rates, e.g. 2026-03-27. */
  asOf: string;
  /** Decimals in digits. Only of currencies that prices can have. */
  rates: { currency: string; rate: string }[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  processEntities: false,
  parseAttributeValue: false,
  isArray: (name, path) => name === "Cube" && path === "Envelope.Cube.Cube.Cube",
});

/** `eurofxref-daily.xml`: Cubes in a Cube with the day in the Cube of an envelope. */
const feedSchema = z.object({
  Envelope: z.object({
    Cube: z.object({
      Cube: z.object({
        time: z.iso.date(),
        Cube: z
          .array(z.object({ currency: z.string().regex(/^[A-Z]{3}$/), rate: z.string().regex(ratePattern) }))
          .min(1),
      }),
    }),
  }),
});

/** Reads the feed's format of the European Central Bank. Null: this is something else, or any of it makes no sense. */
export function parseRateFeed(text: string): PublishedRates | null {
  let tree: unknown;
  try {
    tree = parser.parse(text, true);
  } catch {
    return null; // not well-formed
  }
  const feed = feedSchema.safeParse(tree);
  if (!feed.success) return null;
  const { time: asOf, Cube: cubes } = feed.data.Envelope.Cube.Cube;
  const known: readonly string[] = priceCurrencies;
  const rates = cubes
    .map(({ currency, rate }) => ({ currency: currency.toLowerCase(), rate }))
    .filter(({ currency }) => known.includes(currency));
  const isTwice = new Set(rates.map(({ currency }) => currency)).size < rates.length;
  return rates.length === 0 || isTwice ? null : { asOf, rates };
}
