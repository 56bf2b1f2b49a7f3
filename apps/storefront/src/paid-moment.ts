let paidAt: number | null = null;

/** Stripe has just told this browser that it has paid: from now on it waits for the order. */
export function markPaid(): void {
  paidAt = performance.now();
}

/** How long it waits, in ms. Whoever comes back from a bank's or Stripe's page has waited since that began to lead here. */
export function sincePaidMs(): number {
  return Math.min(600_000, Math.round(performance.now() - (paidAt ?? 0)));
}
