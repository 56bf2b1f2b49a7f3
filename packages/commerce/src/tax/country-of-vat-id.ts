/** The country that gave a VAT id, ISO 3166-1 alpha-2. It begins with that, but for those of Greece and of Northern Ireland. */
export function countryOfVatId(vatId: string): string {
  const prefix = vatId.slice(0, 2);
  return others[prefix] ?? prefix;
}

const others: Readonly<Record<string, string>> = { EL: "GR", XI: "GB" };
