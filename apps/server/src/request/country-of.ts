import type { Request } from "express";

/**
 * Where the customer may be, ISO 3166-1 alpha-2: the region of the first of the browser's languages that has one, such as AT of
 * `de-AT`. Null: none has. Proxies' country headers are not read, as anybody may send them.
 */
export function countryOf(request: Request): string | null {
  for (const language of request.acceptsLanguages().slice(0, 10)) {
    const country = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})$/i.exec(language)?.[1];
    if (country !== undefined) return country.toUpperCase();
  }
  return null;
}
