import { typedText } from "../text/typed-text.ts";

/** RFC 5321: an address with its domain, and the part in front of the @. In bytes. */
const maxAddressBytes = 254;
const maxLocalBytes = 64;

/**
 * What browsers take in front of the @, and letters of any script (RFC 6531).
 * @see https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
 */
const localPart = /^(?:[\w.!#$%&'*+/=?^`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+$/u;

const domainCharacters = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/** A domain as it stands in DNS: two labels at least, for nobody gets mail at a top-level domain. */
const asciiDomain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** Whether browsers and mail servers take this as an e-mail address. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomainOf(text.slice(at + 1));
  if (domain === null || !localPart.test(local) || bytes(local) > maxLocalBytes) return false;
  return bytes(local) + 1 + domain.length <= maxAddressBytes;
}

/** The address with its domain as DNS has it: for programs that know no other letters. */
export function emailWithAsciiDomain(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, at)}@${asciiDomainOf(email.slice(at + 1)) ?? email.slice(at + 1)}`;
}

/** An address as staff are known under: the same one however it is typed, and whatever a browser makes of its domain. */
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

/** An e-mail address, without the blanks around it; letters with accents always the same way. */
export const emailSchema = typedText
  .normalize("NFC")
  .min(1, "E-mail is missing")
  .refine(isEmail, "This does not look like an e-mail address");
