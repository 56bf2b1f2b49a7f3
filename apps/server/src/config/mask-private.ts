import { maskSecrets } from "@dualtrack/commerce";

/** The last label is of letters: `pg@8.23.1` in the address of a module is none. */
const emailAddress = /[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b/gi;

/** Masks what others' messages may contain: e-mail addresses, Stripe's secrets and keys, tokens of a header. */
export function maskPrivate(text: string): string {
  return maskSecrets(text)
    .replace(emailAddress, "(e-mail)")
    .replace(/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, "$1 (hidden)");
}
