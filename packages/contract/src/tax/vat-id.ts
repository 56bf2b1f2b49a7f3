/**
 * What VAT ids begin with: the member states of the EU (Greece writes EL), Northern Ireland, and neighbours that write theirs on invoices.
 * Those of the EU and of Northern Ireland can be looked up in VIES.
 * @see https://ec.europa.eu/taxation_customs/vies/#/faq
 */
export const viesPrefixes =
  "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split(" ");
const vatIdPrefixes = [...viesPrefixes, "GB", "CH", "NO"];

export const vatIdPattern = new RegExp(`^(${vatIdPrefixes.join("|")})[0-9A-Z+*]{5,16}$`);

/** The longest VAT id that can be typed, with separators. */
export const maxVatIdLength = 30;

/** A VAT id in capital letters and digits: `de 123.456-788` is DE123456788, and Greece's country code is its prefix. */
export function normaliseVatId(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z+*]/g, "")
    .replace(/^GR/, "EL");
}

/** Why VIES did not answer; `said` has its own code, e.g. MS_UNAVAILABLE, for `not_now`. */
export const viesProblems = [
  "unreachable",
  "too_slow",
  "refused",
  "unreadable",
  "too_large",
  "not_now",
] as const;
export type ViesProblem = (typeof viesProblems)[number];

/** What customers are told about their VAT id: no tax because of it, tax because VIES does not answer, or neither. */
export type VatIdEffect = "exempt" | "unconfirmed" | "none";
