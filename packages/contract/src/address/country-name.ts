const names = new Intl.DisplayNames("en", { type: "region" });

/** The country's name in the shop's language. `country` is ISO 3166-1 alpha-2. */
export function countryName(country: string): string {
  return names.of(country) ?? country;
}
