import { countryCodes, countryName } from "@dualtrack/contract";

/** All countries by name, as choices. */
export const countryChoices = countryCodes
  .map((code) => ({ value: code, label: countryName(code) }))
  .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
