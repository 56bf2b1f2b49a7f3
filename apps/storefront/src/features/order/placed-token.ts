const key = (stripeId: string) => `order-of-${stripeId}`;

/** The order's token, if the order of this payment was placed in this tab. */
export function recallToken(stripeId: string): string | null {
  try {
    return sessionStorage.getItem(key(stripeId));
  } catch {
    return null;
  }
}

export function rememberToken(stripeId: string, token: string): void {
  try {
    sessionStorage.setItem(key(stripeId), token);
  } catch {
    // Without storage only a reload of this page fails; the mail has the link.
  }
}
