import { addressLimits } from "../address/address-limits.ts";
import { countryCodes } from "../address/countries.ts";
import { normaliseState } from "../address/normalise-state.ts";
import { filledLine, line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { taxCodeSchema } from "./tax-code-schema.ts";
import { taxBehaviors, taxLimits } from "./tax-codes.ts";
import { taxEngines, taxOutageRules } from "./tax-engines.ts";
import { exemptService, exemptSupply } from "./tax-line.ts";

const country = z.string().refine((code) => countryCodes.includes(code), "Choose a country");
const state = line("The state", addressLimits.state).default("");
const inState = <Place extends { country: string; state: string }>(place: Place): Place => ({
  ...place,
  state: normaliseState(place.country, place.state),
});

const day = z.iso
  .date("Write a date")
  .refine((date) => date >= "2000" && date < "2200", "The date must be between the years 2000 and 2199");

const rateSchema = z
  .object({
    country,
    state,
    taxCode: taxCodeSchema,
    /** As on invoices. Rates of one place and different names add up, so each name has a standard rate. */
    name: filledLine("The name", taxLimits.name).refine(
      (name) => ![exemptSupply, exemptService].some((exempt) => exempt.toLowerCase() === name.toLowerCase()),
      "This name is kept for what businesses in the EU get exempt from tax",
    ),
    /** Parts per million. */
    rate: z
      .number("Write a rate in percent with up to four decimals")
      .int("A rate takes up to four decimals")
      .min(0, "A rate can't be negative")
      .max(taxLimits.rate, "A rate can't be more than 100 %"),
    validFrom: day,
    /** The last day; null: no end. */
    validUntil: day.nullable(),
  })
  .refine(({ validFrom, validUntil }) => validUntil === null || validUntil >= validFrom, {
    path: ["validUntil"],
    message: "The last day is before the first",
  })
  .transform(inState);

export type TaxRateInput = z.output<typeof rateSchema>;

/** Everything that the page shows; rates that are missing are deleted. */
export const updateTaxInput = z
  .object({
    /** The one that the editor loaded: the change is refused if somebody else saved in between. */
    version: z.number().int().min(1),
    taxBehavior: z.enum(taxBehaviors),
    sellerCountry: country,
    /** By the union's one-stop shop: all countries of the EU, for a seller in one of them. */
    isOssRegistered: z.boolean(),
    engine: z.enum(taxEngines),
    outageRule: z.enum(taxOutageRules),
    /** Customers can buy as a business with a VAT id, without tax where goods go to another country of the union. */
    acceptsVatIds: z.boolean(),
    /** VAT ids are looked up in VIES, the EU's register. */
    asksVies: z.boolean(),
    /** Whether one counts that VIES could not confirm, as it did not answer. */
    acceptsUnconfirmedVatIds: z.boolean(),
    registrations: z
      .array(z.object({ country, state }).transform(inState))
      .max(taxLimits.registrations, `At most ${taxLimits.registrations} registrations`),
    rates: z.array(rateSchema).max(taxLimits.rates, `At most ${taxLimits.rates} rates`),
  })
  .superRefine(({ registrations, rates }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    for (const [place, one] of registrations.entries())
      if (registrations.findIndex((other) => isSamePlace(one, other)) < place)
        refuse(["registrations", place, "country"], "This registration is in the list already");
    for (const [place, one] of rates.entries()) {
      const other = rates.findIndex((rate, index) => index < place && overlap(one, rate));
      if (other >= 0) refuse(["rates", place, "validFrom"], `These days overlap with rate ${other + 1}`);
      // "VAT 10 %" beside "VAT 20 %" would be a second tax on top of the first.
      const standard = rates.filter((rate) => rate.taxCode === "standard" && isSamePlace(one, rate));
      if (standard.length > 0 && !standard.some((rate) => rate.name === one.name))
        refuse(
          ["rates", place, "name"],
          "Taxes of different names add up: give it the name of the standard rate, or add a standard rate of this name",
        );
    }
  });
export type UpdateTax = z.output<typeof updateTaxInput>;

export const dismissTaxRecordsInput = z.object({ orderId: z.uuid() });

function isSamePlace(a: { country: string; state: string }, b: { country: string; state: string }): boolean {
  return a.country === b.country && a.state === b.state;
}

/** Whether both are a rate of one tax in one place for one code on some day. */
function overlap(a: TaxRateInput, b: TaxRateInput): boolean {
  return (
    isSamePlace(a, b) &&
    a.taxCode === b.taxCode &&
    a.name === b.name &&
    (b.validUntil === null || a.validFrom <= b.validUntil) &&
    (a.validUntil === null || b.validFrom <= a.validUntil)
  );
}
