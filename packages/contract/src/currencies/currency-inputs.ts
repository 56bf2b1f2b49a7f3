import { countryCodes } from "../address/countries.ts";
import { priceCurrencies } from "../products/product-states.ts";
import { z } from "../zod.ts";
import { priceRoundingsOf, ratePattern, rateSources } from "./currency-codes.ts";

const currency = z.enum(priceCurrencies, "Choose a currency");
const country = z.string().refine((code) => countryCodes.includes(code), "Choose a country");

const offeredSchema = z
  .object({
    currency,
    rateSource: z.enum(rateSources),
    /** What one unit of the base currency costs, by hand; null: it stays as it is. */
    rate: z
      .string()
      .regex(ratePattern, "Write a rate greater than 0 in digits, e.g. 1.0825, with up to ten decimals")
      .nullable(),
    rounding: z.object({ step: z.number().int(), ending: z.number().int() }),
    countries: z.array(country).max(countryCodes.length),
  })
  .superRefine(({ currency, rounding: { step, ending } }, context) => {
    if (!priceRoundingsOf(currency).some((known) => known.step === step && known.ending === ending))
      context.addIssue({ code: "custom", path: ["rounding"], message: "Choose a rounding rule" });
  });

/** Everything that the page shows; currencies that are missing are not offered any more. */
export const updateCurrenciesInput = z
  .object({
    /** The one that the editor loaded: the change is refused if somebody else saved in between. */
    version: z.number().int().min(1),
    baseCurrency: currency,
    /** In the order in which customers see them, after the base currency. */
    currencies: z.array(offeredSchema).max(priceCurrencies.length),
  })
  .superRefine(({ baseCurrency, currencies }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path: ["currencies", ...path], message });
    for (const [place, { currency, countries }] of currencies.entries()) {
      if (currency === baseCurrency)
        refuse([place, "currency"], "This is the base currency, which is always offered");
      if (currencies.findIndex((other) => other.currency === currency) < place)
        refuse([place, "currency"], "This currency is in the list already");
      const other = currencies.find(
        (each, index) => index < place && each.countries.some((code) => countries.includes(code)),
      );
      if (other !== undefined)
        refuse(
          [place, "countries"],
          `A country has one currency: ${other.currency.toUpperCase()} has one of these`,
        );
    }
  });
export type UpdateCurrencies = z.output<typeof updateCurrenciesInput>;

/** A customer's choice. Which ones are offered, the shop's settings say. */
export const setCurrencyInput = z.object({ currency: z.string().regex(/^[a-z]{3}$/) });
