import { countryName } from "../address/country-name.ts";

/** A country, or a part of it: what a shipping zone is made of. */
export interface ShippingArea {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** As `normaliseState` writes it; empty: all states. */
  state: string;
  /** Beginnings of postal codes of one length, without spaces, from this one to `postalTo`. Empty: all codes. */
  postalFrom: string;
  postalTo: string;
}

/** The letters and digits of a postal code: what areas compare. */
export function barePostalCode(postalCode: string): string {
  return postalCode.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Whether some destination would be in both areas, and neither of them is the more specific one. */
export function isSameArea(one: ShippingArea, other: ShippingArea): boolean {
  return (
    one.country === other.country &&
    one.state === other.state &&
    one.postalFrom.length === other.postalFrom.length &&
    one.postalFrom <= other.postalTo &&
    other.postalFrom <= one.postalTo
  );
}

/** The area for staff, e.g. "Austria, 10–12…". */
export function areaName({ country, state, postalFrom, postalTo }: ShippingArea): string {
  const codes = postalFrom === postalTo ? postalFrom : `${postalFrom}–${postalTo}`;
  return [countryName(country), state, codes === "" ? "" : `${codes}…`].filter(Boolean).join(", ");
}
