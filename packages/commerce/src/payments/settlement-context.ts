import type { QuoteRow, Tx } from "@dualtrack/db";
import type { LogIds } from "../bind-log.ts";
import { type QueuedOrderMail, queueOrderMail } from "../notifications/queue-order-mail.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { quoteRowOf, wholeQuoteFields } from "../quotes/quote-fields.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

const settlementRows = {
  lines: { orderBy: { position: "asc" } },
  order: {
    select: {
      ...{ id: true, number: true, state: true, paymentIntentId: true, placedAt: true },
      ...{ paymentState: true, fulfilmentState: true, confirmedAt: true, paidAt: true },
      ...{ totalAmount: true, uncapturedAmount: true, currency: true },
    },
  },
  requests: { orderBy: { requestedAt: "asc" } },
} as const;

/** What the steps of settling a payment share. */
export interface SettlementContext {
  unit: UnitOfWork;
  checkout: Awaited<ReturnType<typeof findSettlementRows>>;
  facts: PaymentFacts;
  /** Of the order, as lines in the log name it; an order that is made meanwhile is added. */
  ids: Pick<LogIds, "orderId" | "orderNumber">;
  /** Whether the order was lost and has just been restored. */
  isRestored: boolean;
  /** Whether staff have decided to refund a payment whose quote is lost. */
  isUnwanted: boolean;
  /** Whether the customer got the mail before the database was restored from an older dump. */
  isAlreadyMailed: boolean;
}

/** The rows of a checkout that its payment's outcome depends on. `payments` has this one only, and `quotes` that which it names. */
export function findSettlementRows(tx: Tx, { paymentIntentId, quoteNumber }: PaymentFacts, id: string) {
  const where = { paymentIntentId };
  return tx.checkout.findUniqueOrThrow({
    where: { id },
    include: {
      ...settlementRows,
      payments: { where, include: { refunds: { select: { isUncaptured: true } } } },
      quotes: { where: { number: quoteNumber }, select: wholeQuoteFields },
    },
  });
}

/** The quote that the payment names. */
export function agreedQuote({ unit, checkout, facts }: SettlementContext): Promise<QuoteRow> {
  const read = checkout.quotes.find(({ number }) => number === facts.quoteNumber);
  if (read !== undefined) return Promise.resolve(quoteRowOf(read));
  return getQuote(unit.tx, { checkoutId: checkout.id, quoteNumber: facts.quoteNumber });
}

/** Queues a mail to the customer, unless they got it before a restore of the database. */
export async function mailCustomer(
  { unit, isAlreadyMailed }: SettlementContext,
  mail: QueuedOrderMail,
): Promise<void> {
  if (!isAlreadyMailed) await queueOrderMail(unit, mail);
}
