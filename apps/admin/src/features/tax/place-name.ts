import { countryName } from "@dualtrack/contract";

/** "AT" is "Austria", "US-CA" is "United States, CA"; an order without an address is "Not known". */
export function placeName(jurisdiction: string): string {
  if (jurisdiction === "") return "Not known";
  const [country = "", state] = jurisdiction.split("-");
  return state === undefined ? countryName(country) : `${countryName(country)}, ${state}`;
}
