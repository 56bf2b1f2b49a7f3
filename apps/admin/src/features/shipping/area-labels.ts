import { areaName, countryCodes, formatMoney } from "@dualtrack/contract";
import type { ListedZone } from "../../server/trpc.ts";

/** E.g. "Austria", "Germany; Italy, 39–39…", "27 countries". */
export function areasText(areas: ListedZone["areas"]): string {
  if (areas.length === 0) return "none yet";
  if (areas.length <= 3) return areas.map(areaName).join("; ");
  const parts = areas.filter(({ state, postalFrom }) => state !== "" || postalFrom !== "").length;
  const countries = areas.length - parts;
  return [count(countries, "country", "countries"), count(parts, "part of a country", "parts of countries")]
    .filter(Boolean)
    .join(", ");
}

function count(number: number, one: string, many: string): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}

/** E.g. "Standard €5.90; Express from €9.90; Pick-up (off)". */
export function methodsText(methods: ListedZone["methods"], currency: string): string {
  if (methods.length === 0) return "none yet";
  return methods
    .map(({ name, isActive, rates }) => {
      const amounts =
        rates.find((rate) => rate.currency === currency)?.bands.map(({ amount }) => amount) ?? [];
      const price =
        amounts.length === 0
          ? `no rate in ${currency.toUpperCase()}`
          : `${amounts.length > 1 ? "from " : ""}${formatMoney({ amount: Math.min(...amounts), currency })}`;
      return `${name} ${price}${isActive ? "" : " (off)"}`;
    })
    .join("; ");
}

/** The countries that are, as a whole, in no zone. */
export function unservedCountries(zones: readonly ListedZone[]): string[] {
  const served = new Set(zones.flatMap(({ areas }) => areas.map(({ country }) => country)));
  return countryCodes.filter((code) => !served.has(code));
}

export function whyNotShipping(role: string): string | null {
  return role === "support" ? "Only an owner or a manager may change shipping." : null;
}
