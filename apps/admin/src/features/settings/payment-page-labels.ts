import { type PaymentPageSetting, paymentPageSettings } from "@dualtrack/contract";

const labels: Record<PaymentPageSetting, string> = {
  shop: "In the shop, by its own form",
  stripe: "On Stripe's page",
  choice: "The customer chooses",
};

export const paymentPageChoices = paymentPageSettings.map((value) => ({ value, label: labels[value] }));

/** What each choice means for customers. */
export const paymentPageHints: Record<PaymentPageSetting, string> = {
  shop: "With buttons for Apple Pay and Google Pay. It holds from the next press of Pay on.",
  stripe:
    "Customers go to Stripe's page and come back to their order. It holds from the next press of Pay on.",
  choice: "The shop's form is chosen at first. It holds from the next press of Pay on.",
};
