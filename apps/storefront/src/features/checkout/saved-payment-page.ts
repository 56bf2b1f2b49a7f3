import type { PaymentPage } from "@dualtrack/contract";

const key = "payment-page";

/** Where this tab's customer chose to pay; the shop's page before they have. */
export function recallPaymentPage(): PaymentPage {
  try {
    return sessionStorage.getItem(key) === ("stripe" satisfies PaymentPage) ? "stripe" : "shop";
  } catch {
    return "shop";
  }
}

/** Keeps the choice for a customer who comes back from Stripe's page. */
export function savePaymentPage(page: PaymentPage): void {
  try {
    sessionStorage.setItem(key, page);
  } catch {
    // The storage is full or forbidden: the form works without it.
  }
}
