// @ts-check
/** The cards in the wallet, by the names of Stripe's test cards. */
export const cards = [
  { token: "pm_card_visa", label: "Visa •••• 4242" },
  { token: "pm_card_mastercard", label: "Mastercard •••• 4444" },
  { token: "pm_card_visa_chargeDeclined", label: "Visa •••• 0002 (the bank declines)" },
  { token: "pm_card_visa_chargeDeclinedInsufficientFunds", label: "Visa •••• 9995 (insufficient funds)" },
  { token: "pm_card_threeDSecure2Required", label: "Visa •••• 3220 (asks for 3-D Secure)" },
];
