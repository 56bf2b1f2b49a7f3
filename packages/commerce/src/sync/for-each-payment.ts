import { pMapSettled } from "p-map";

/** Stripe takes about 25 requests a second from an account by default; the customers need most of them. */
const concurrency = 4;

/** Does `work` for each payment, a few at a time. What it throws for one is thrown when it is done with all others. */
export async function forEachPayment<Payment>(
  payments: readonly Payment[],
  work: (payment: Payment) => Promise<void>,
): Promise<void> {
  const outcomes = await pMapSettled(payments, work, { concurrency });
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
