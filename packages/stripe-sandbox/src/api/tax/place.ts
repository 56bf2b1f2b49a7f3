import { badParam } from "../../stripe/errors.ts";
import { countries, states, type TaxArea } from "./rates.ts";

/** Where a sale is taxed. */
export interface Place {
  country: string;
  state: string | null;
  /** Null where the account is not registered for tax. */
  area: TaxArea | null;
}

export interface TaxAddress {
  country?: string | null;
  state?: string | null;
  postal_code?: string | null;
}

/**
 * Finds the place of an address. In the US and Canada that takes a state or a postal code.
 * @throws `customer_tax_location_invalid` when the address does not say enough, with `param` naming it
 */
export function placeOf(address: TaxAddress, param: string): Place {
  const place = findPlace(address);
  if (place) return place;
  throw badParam(
    param,
    "We could not determine the customer's tax location based on the provided customer address. In the US and Canada it takes a valid state or postal code.",
    "customer_tax_location_invalid",
  );
}

/** As `placeOf`, but null when the address does not say enough. */
export function findPlace(address: TaxAddress): Place | null {
  const country = (address.country ?? "").toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) return null;
  if (!states[country]) return { country, state: null, area: countries[country] ?? null };
  const state = stateOf(country, address);
  if (state === undefined) return null;
  return { country, state, area: (state && states[country][state]) || null };
}

/** All that the US calls a state in an address. https://pe.usps.com/text/pub28/28apb.htm */
const usStates = new Set(
  "AK AL AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY".split(
    " ",
  ),
);

/** The subdivision; null when it is one without a tax in the table, undefined when the address does not say. */
function stateOf(country: string, { state, postal_code: postal }: TaxAddress): string | null | undefined {
  const given = (state ?? "").trim();
  const code = given.toUpperCase().replace(/^(US|CA)-/, "");
  if (states[country]?.[code] || (country === "US" && usStates.has(code))) return code;
  const named = Object.entries(states[country] ?? {}).find(
    ([, { name }]) => name.toLowerCase() === given.toLowerCase(),
  );
  if (named) return named[0];
  return country === "US" ? stateOfZip(postal ?? "") : provinceOf(postal ?? "");
}

/** The first three digits of ZIP codes, from and to, of the states in the table. https://pe.usps.com/text/LabelingLists/L002.htm */
const zipAreas: readonly (readonly [from: number, to: number, state: string])[] = [
  [5, 5, "NY"],
  [10, 27, "MA"],
  [30, 38, "NH"],
  [55, 55, "MA"],
  [70, 89, "NJ"],
  [100, 149, "NY"],
  [150, 196, "PA"],
  [197, 199, "DE"],
  [201, 201, "VA"],
  [220, 246, "VA"],
  [300, 319, "GA"],
  [320, 339, "FL"],
  [341, 349, "FL"],
  [370, 385, "TN"],
  [398, 399, "GA"],
  [430, 459, "OH"],
  [480, 499, "MI"],
  [550, 567, "MN"],
  [590, 599, "MT"],
  [750, 799, "TX"],
  [800, 816, "CO"],
  [850, 865, "AZ"],
  [885, 885, "TX"],
  [900, 961, "CA"],
  [970, 979, "OR"],
  [980, 994, "WA"],
  [995, 999, "AK"],
];

function stateOfZip(zip: string): string | null | undefined {
  if (!/^\d{5}(-?\d{4})?$/.test(zip.trim())) return undefined;
  const prefix = Number(zip.trim().slice(0, 3));
  return zipAreas.find(([from, to]) => prefix >= from && prefix <= to)?.[2] ?? null;
}

/** The first letter of a Canadian postal code. https://www.canadapost-postescanada.ca */
const postalDistricts: Readonly<Record<string, string>> = {
  A: "NL",
  B: "NS",
  C: "PE",
  E: "NB",
  G: "QC",
  H: "QC",
  J: "QC",
  K: "ON",
  L: "ON",
  M: "ON",
  N: "ON",
  P: "ON",
  R: "MB",
  S: "SK",
  T: "AB",
  V: "BC",
  X: "NT",
  Y: "YT",
};

function provinceOf(postal: string): string | undefined {
  const code = postal.trim().toUpperCase();
  if (!/^[A-Z]\d[A-Z] ?\d[A-Z]\d$/.test(code)) return undefined;
  return postalDistricts[code.slice(0, 1)];
}
