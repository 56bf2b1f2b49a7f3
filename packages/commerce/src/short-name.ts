/** How staff call a checkout, which has no number of its own, e.g. `CO-7F3A9C21`. */
export function checkoutName(checkoutId: string): string {
  return `CO-${checkoutId.slice(-8).toUpperCase()}`;
}

/** The beginning of a checkout's id's last eight digits that somebody typed as its name; null for anything else. */
export function readCheckoutName(typed: string): string | null {
  return /^(?:co[\s-]*)?([0-9a-f]{4,8})$/i.exec(typed.trim())?.[1]?.toLowerCase() ?? null;
}
