import type { Address } from "./address.ts";
import { addressFormatOf } from "./countries.ts";

/** The lines of an address on a shipping label, without the name above them and the country below them. */
export function addressLines({ line1, line2, postalCode, city, state, country }: Address): string[] {
  const { postalCodePlace } = addressFormatOf(country);
  const places = {
    before: [join(postalCode, city), state],
    after: [join(city, state, postalCode)],
    below: [city, state, postalCode],
  };
  return [line1, line2, ...places[postalCodePlace]].filter((text) => text !== "");
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
