const key = "has-no-wallet";

/**
 * Whether room is kept for the buttons of wallets while it is not known yet if there are any: not in browsers that can't have
 * one, nor where there was none before in this tab.
 */
export function expectsWallet(): boolean {
  const canHaveOne = "PaymentRequest" in window || "ApplePaySession" in window;
  try {
    return canHaveOne && sessionStorage.getItem(key) === null;
  } catch {
    return canHaveOne;
  }
}

export function rememberWallets(isAvailable: boolean): void {
  try {
    if (isAvailable) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, "true");
  } catch {
    // The storage is full or forbidden: room is kept again next time.
  }
}
