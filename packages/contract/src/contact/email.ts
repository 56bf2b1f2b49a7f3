import { typedText } from "../text/typed-text.ts";

/** Limits of RFC 5321 in bytes: the whole address, and the part before the @. */
const maxAddressBytes = 254;
const maxLocalBytes = 64;

/**
 * What browsers accept before the @, and letters of any script (RFC 6531).
 * @see https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
 */
const localPart = /^(?:[\w.!#$%&'*+/=?^`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+$/u;

const domainCharacters = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/** A domain in DNS: it has at least two labels, as top-level domains receive no mail. */
const asciiDomain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** Whether browsers and mail servers accept this as an e-mail address. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomainOf(text.slice(at + 1));
  if (domain === null || !localPart.test(local) || bytes(local) > maxLocalBytes) return false;
  return bytes(local) + 1 + domain.length <= maxAddressBytes;
}

/** The address with its domain in ASCII (Punycode), for programs that take no other letters. */
export function emailWithAsciiDomain(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, at)}@${asciiDomainOf(email.slice(at + 1)) ?? email.slice(at + 1)}`;
}

/** The normalised address of a staff account: the same for every spelling, and for a domain that a browser has encoded. */
export function staffEmailOf(email: string): string {
  return emailWithAsciiDomain(email.trim().normalize("NFC").toLowerCase());
}

function asciiDomainOf(domain: string): string | null {
  if (!domainCharacters.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const { hostname } = new URL(`http://${domain}`);
  return asciiDomain.test(hostname) ? hostname : null;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** An e-mail address, trimmed and in Unicode's NFC form. */
export const emailSchema = typedText
  .normalize("NFC")
  .min(1, "E-mail is missing")
  .refine(isEmail, "This does not look like an e-mail address");
