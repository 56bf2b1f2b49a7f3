import {
  exemptService,
  exemptSupply,
  isShipped,
  nontaxableCode,
  normaliseState,
  shippingTaxCode,
} from "@dualtrack/contract";
import { type ProductKind, type TaxTableRow, taxTableOf } from "@dualtrack/db";
import { dayOf } from "../day-in-zone.ts";
import { euCountries } from "../eu-countries.ts";
import type { TaxRate } from "../pricing/tax-of.ts";
import { countryOfVatId } from "./country-of-vat-id.ts";
import type { TaxEngine } from "./tax-engine.ts";

/**
 * The tax by the shop's own table of rates. Where it is not registered, there is none. Goods and files are taxed where their customer
 * is; the time of a room or a person where the shop is, unless a business abroad buys it.
 * @see Articles 33, 45, 54 and 58 of Directive 2006/112/EC
 */
export const tableEngine: TaxEngine = async (tx, goods, table) => {
  const { destination, lines, customerVatId } = goods;
  const isWithoutTax = isExempt(table, customerVatId);
  const hasServices = lines.some(({ kind }) => kind === "service");
  const isAbroad = table.country !== table.sellerCountry;
  const atHome =
    hasServices && isAbroad && !isWithoutTax
      ? await taxTableOf(tx, { country: table.sellerCountry, day: dayOf(goods.at, goods.timeZone) })
      : table;
  const ratesOf = (taxCode: string, kind: ProductKind): TaxRate[] => {
    if (taxCode === nontaxableCode) return [];
    if (isWithoutTax)
      return [{ rate: 0, jurisdiction: table.country, name: isShipped(kind) ? exemptSupply : exemptService }];
    const place = kind === "service" ? atHome : table;
    const state = place === table ? normaliseState(table.country, destination?.state ?? "") : "";
    return isRegistered(place, state) ? ratesIn(place, state, taxCode) : [];
  };
  return {
    behavior: table.taxBehavior,
    source: "table",
    calculationId: null,
    lines: lines.map(({ taxCode, kind }) => ({ taxRates: ratesOf(taxCode, kind) })),
    // It goes with the goods.
    shipping: { taxRates: ratesOf(shippingTaxCode, "physical") },
  };
};

/** The one-stop shop is for sellers in the union, and covers its other countries, too. */
function isRegistered(table: TaxTableRow, state: string): boolean {
  const { registeredStates, isOssRegistered, sellerCountry, country } = table;
  if (registeredStates.some((registered) => registered === "" || registered === state)) return true;
  return isOssRegistered && euCountries.has(sellerCountry) && euCountries.has(country);
}

/**
 * What leaves the seller's country for another one of the union, to a business with a VAT id of any member state but the seller's.
 * @see Articles 138(1) (goods), 44 and 196 (files and services) of Directive 2006/112/EC
 */
function isExempt(table: TaxTableRow, vatId: string | null): boolean {
  const { sellerCountry, country, isSellerRegistered } = table;
  const [from, to, of] = [sellerCountry, country, vatId === null ? null : countryOfVatId(vatId)];
  if (!isSellerRegistered || of === null || from === to || from === of) return false;
  return [from, to, of].every((each) => euCountries.has(each));
}

/**
 * The rates of a state if it has any, else of its country: of each tax the one for the code, else the standard one (for `zero`,
 * 0 %). Taxes of different names add up.
 */
function ratesIn({ country, rates }: TaxTableRow, state: string, taxCode: string): TaxRate[] {
  const ofState = rates.filter((rate) => state !== "" && rate.state === state);
  const ofPlace = ofState.length > 0 ? ofState : rates.filter((rate) => rate.state === "");
  const jurisdiction = ofState.length > 0 ? `${country}-${state}` : country;
  return [...new Set(ofPlace.map(({ name }) => name))].flatMap((name) => {
    const ofTax = ofPlace.filter((rate) => rate.name === name);
    const own = ofTax.find((rate) => rate.taxCode === taxCode);
    if (own === undefined && taxCode === "zero") return [{ rate: 0, jurisdiction, name }];
    const found = own ?? ofTax.find((rate) => rate.taxCode === "standard");
    return found === undefined ? [] : [{ rate: found.rate, jurisdiction, name }];
  });
}
