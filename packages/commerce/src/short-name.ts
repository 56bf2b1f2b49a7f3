/** The short name of a checkout for staff, as it has no number, e.g. `CO-7F3A9C21`. */
export function checkoutName(checkoutId: string): string {
  return `CO-${checkoutId.slice(-8).toUpperCase()}`;
}

/** The prefix of the id's last eight digits in a typed short name; null for anything else. */
export function readCheckoutName(typed: string): string | null {
  return /^(?:co[\s-]*)?([0-9a-f]{4,8})$/i.exec(typed.trim())?.[1]?.toLowerCase() ?? null;
}
