/** The European Union's customs union, ISO 3166-1 alpha-2. */
const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** Whether parcels go from one country to the other without customs. */
export function isOneCustomsArea(from: string | null, to: string | null): boolean {
  return from === to || [from, to].every((country) => country !== null && union.includes(country));
}
