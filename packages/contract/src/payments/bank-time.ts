/** How long a bank takes to decide about a payment, in working days. */
export interface BankTime {
  usual: number;
  most: number;
}

/**
 * The times that Stripe states for each bank debit, by payment method type.
 * @see https://docs.stripe.com/payments/sepa-debit
 * @see https://docs.stripe.com/payments/bacs-debit
 * @see https://docs.stripe.com/payments/acss-debit
 * @see https://docs.stripe.com/payments/au-becs-debit
 * @see https://support.stripe.com/questions/ach-direct-debit-payment-settlement-time
 */
export const bankTimes: Readonly<Record<string, BankTime>> = {
  sepa_debit: { usual: 5, most: 14 },
  bacs_debit: { usual: 4, most: 7 },
  acss_debit: { usual: 5, most: 5 },
  au_becs_debit: { usual: 2, most: 3 },
  us_bank_account: { usual: 4, most: 4 },
};

/** Whether the payment is a debit, which the customer's bank may return later without asking. */
export function isBankDebit(methodType: string | null): boolean {
  return methodType !== null && methodType in bankTimes;
}

/** For a method that is not in the table: the slowest time. */
const unknownTime: BankTime = { usual: 5, most: 14 };

export function bankTimeOf(methodType: string | null): BankTime {
  return (methodType === null ? undefined : bankTimes[methodType]) ?? unknownTime;
}
