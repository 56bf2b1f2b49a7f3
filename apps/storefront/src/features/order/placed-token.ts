const key = (paymentIntentId: string) => `order-of-${paymentIntentId}`;

/** The order's token, if the order of this payment was placed in this tab. */
export function recallToken(paymentIntentId: string): string | null {
  try {
    return sessionStorage.getItem(key(paymentIntentId));
  } catch {
    return null;
  }
}

export function rememberToken(paymentIntentId: string, token: string): void {
  try {
    sessionStorage.setItem(key(paymentIntentId), token);
  } catch {
    // Without storage only a reload of this page fails; the mail has the link.
  }
}
