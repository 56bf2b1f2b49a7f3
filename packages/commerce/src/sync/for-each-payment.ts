import { pMapSettled } from "p-map";

/** By default Stripe allows about 25 requests per second and account; most of them are for customers. */
const concurrency = 4;

/** Runs `work` for each payment, a few in parallel. The first error is thrown after all others are done. */
export async function forEachPayment<Payment>(
  payments: readonly Payment[],
  work: (payment: Payment) => Promise<void>,
): Promise<void> {
  const outcomes = await pMapSettled(payments, work, { concurrency });
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
