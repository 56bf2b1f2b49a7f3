/** How long a bank takes to decide about a payment, in working days. */
export interface BankTime {
  usual: number;
  most: number;
}

/**
 * By Stripe's payment method type, as Stripe states it for each bank debit.
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

/** Whether the bank of the payer sends the money, and may return it later without asking. */
export function isBankDebit(methodType: string | null): boolean {
  return methodType !== null && methodType in bankTimes;
}

/** The slowest, for a method that is not in the table. */
const unknownTime: BankTime = { usual: 5, most: 14 };

export function bankTimeOf(methodType: string | null): BankTime {
  return (methodType === null ? undefined : bankTimes[methodType]) ?? unknownTime;
}
