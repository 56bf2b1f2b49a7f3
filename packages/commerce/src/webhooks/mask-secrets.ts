/**
 * Masks secrets in a text from Stripe: client secrets and those in the address to which Stripe's page sends customers back, which prove that a
 * browser started a payment, and API keys.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(/("client_secret"\s*:\s*")[^"]*/g, "$1(hidden)")
    .replace(/(session_secret=)[\w-]+/g, "$1(hidden)")
    .replace(/(_secret_)[A-Za-z0-9]+/g, "$1(hidden)")
    .replace(/\b((?:sk|rk)_(?:live|test)_|whsec_)[A-Za-z0-9]+/g, "$1(hidden)");
}
