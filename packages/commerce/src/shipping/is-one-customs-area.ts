import { euCountries } from "../eu-countries.ts";

/** Whether goods go from one country (ISO 3166-1 alpha-2) to the other without a customs declaration. */
export function isOneCustomsArea(from: string, to: string): boolean {
  return from === to || (euCountries.has(from) && euCountries.has(to));
}
