/** How staff call a checkout, which has no number of its own, e.g. `CO-7F3A9C21`. */
export function checkoutName(checkoutId: string): string {
  return `CO-${checkoutId.slice(-8).toUpperCase()}`;
}
