/** Labels for Stripe's dispute reasons. @see https://docs.stripe.com/disputes/categories */
const reasons: Readonly<Record<string, string>> = {
  bank_cannot_process: "the bank could not process it",
  check_returned: "the cheque was returned",
  credit_not_processed: "a refund that was promised did not come",
  customer_initiated: "the customer asked their bank",
  debit_not_authorized: "the customer did not authorise the debit",
  duplicate: "paid twice",
  fraudulent: "fraudulent, the cardholder says it was not them",
  general: "no particular reason",
  incorrect_account_details: "wrong account details",
  insufficient_funds: "not enough money in the account",
  noncompliant: "against the card network's rules",
  product_not_received: "the goods did not arrive",
  product_unacceptable: "the goods were not as described, or damaged",
  subscription_canceled: "a subscription was cancelled before",
  unrecognized: "the cardholder does not recognise it",
};

export function disputeReasonText(reason: string): string {
  return reasons[reason] ?? unknownCode(reason);
}

/** Labels for the fraud types of early fraud warnings. */
const fraudTypes: Readonly<Record<string, string>> = {
  card_never_received: "the card never reached its owner",
  fraudulent_card_application: "the card was applied for in another's name",
  made_with_counterfeit_card: "made with a counterfeit card",
  made_with_lost_card: "made with a lost card",
  made_with_stolen_card: "made with a stolen card",
  misc: "fraud of another kind",
  unauthorized_use_of_card: "the card was used without its owner's consent",
};

export function fraudTypeText(type: string): string {
  return fraudTypes[type] ?? unknownCode(type);
}

/** A code without a label is shown as it is. */
function unknownCode(code: string): string {
  return `another reason (${code})`;
}
