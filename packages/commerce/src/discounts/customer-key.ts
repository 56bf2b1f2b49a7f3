import { emailWithAsciiDomain } from "@dualtrack/contract";

/**
 * What identifies a customer by their e-mail address, for limits of discounts: lower case, without what follows a `+` and
 * without dots before the @, as many mail services deliver all of these to one mailbox.
 */
export function customerKey(email: string): string {
  const address = emailWithAsciiDomain(email.trim().normalize("NFC")).toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).replace(/\+.*$/, "").replaceAll(".", "");
  const domain = address.slice(at + 1).replace(/^googlemail\.com$/, "gmail.com");
  // An address of dots and a tag only is compared as it is.
  return `${local || address.slice(0, at)}@${domain}`;
}
