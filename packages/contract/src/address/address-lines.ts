import type { Address } from "./address.ts";
import { addressFormatOf } from "./countries.ts";

/** An address as it is written on a parcel, without the name above it and the country below it. */
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
