/** An HS code as it is stored: its digits, without the dots and blanks that people write between them. */
export function normaliseHsCode(code: string): string {
  return code.replace(/[\s.]/g, "");
}

/** A country of origin as it is stored: ISO 3166-1 alpha-2 in upper case. */
export function normaliseOriginCountry(code: string): string {
  return code.trim().toUpperCase();
}
