/** The country that gave a VAT id, ISO 3166-1 alpha-2: that of its first two letters, but Greece writes `EL`. */
export function countryOfVatId(vatId: string): string {
  const prefix = vatId.slice(0, 2);
  return prefix === "EL" ? "GR" : prefix;
}
