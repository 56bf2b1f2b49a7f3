const key = (paymentIntentId: string) => `order-of-${paymentIntentId}`;

/** The order's token, if this tab has placed the order of this payment. */
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
    // Without storage only a reload of this page is lost; the mail has the link.
  }
}
