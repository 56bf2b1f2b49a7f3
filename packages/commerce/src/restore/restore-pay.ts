import type { Prisma } from "@dualtrack/db";
import { recordQuote } from "../checkouts/record-quote.ts";
import { restoreDetails } from "../checkouts/restore-details.ts";
import { takeUsesAgain } from "../discounts/discount-uses.ts";
import { copiedDetails } from "../orders/customer-details.ts";
import { restoreSession } from "../payment-sessions/restore-session.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { freeNumber } from "./free-number.ts";
import { judgeUnknown, wasOrdered } from "./judge-unknown.ts";
import { NotRestorable } from "./not-restorable.ts";
import { queueUnknownPaymentAlert } from "./queue-unknown-payment-alert.ts";
import { readLostOrder } from "./read-lost-order.ts";
import { saveUnknownPayment } from "./save-unknown-payment.ts";

interface OpenCheckout {
  id: string;
  quoteNumber: number;
  /** Null: as far as the database knows, Pay was never pressed. */
  orderNumber: number | null;
  lines: readonly { position: number; sku: string; quantity: number }[];
}

/**
 * Whether the database was restored from a dump of before Pay was pressed with this payment: the checkout is there, but what Pay stores is
 * not, or the payment names a quote that is not there.
 */
export function isPayLost({ orderNumber, quoteNumber }: OpenCheckout, facts: PaymentFacts): boolean {
  return wasOrdered(facts) && (orderNumber === null || quoteNumber < facts.quoteNumber);
}

/**
 * Restores from the payment what Pay had stored: the quote that was paid, the customer's details, the order's number and the session.
 * `foreign`: staff ignore the payment; `unwanted`: they have decided to refund it, and nothing is restored. The caller holds the
 * checkout's lock. Throws NotRestorable if the price is missing.
 */
export async function restorePay(
  unit: UnitOfWork,
  { checkout, facts }: { checkout: OpenCheckout; facts: PaymentFacts },
): Promise<"restored" | "foreign" | "unwanted"> {
  const { tx, log } = unit;
  const { id: checkoutId } = checkout;
  const kind = await judgeUnknown(tx, facts);
  if (kind === "foreign" || kind === "unwanted") return kind;
  if (checkout.quoteNumber < facts.quoteNumber) await restoreQuote(unit, { checkout, facts });
  const { paymentIntentId, quoteNumber, origin } = facts;
  if (origin.description !== null) {
    const { shippingAddress, billingAddress, ...described } = origin.description;
    await restoreDetails(tx, {
      checkoutId,
      entered: {
        ...copiedDetails({
          ...described,
          shippingAddress: shippingAddress as Prisma.JsonObject | null,
          billingAddress: billingAddress as Prisma.JsonObject | null,
        }),
        orderNumber: checkout.orderNumber ?? (await freeNumber(tx, described.orderNumber)),
      },
    });
  }
  if ((await tx.paymentSession.count({ where: { paymentIntentId } })) === 0)
    await restoreSession(tx, { checkoutId, facts });
  await saveUnknownPayment(unit, { checkoutId, facts, state: "restored" });
  await queueUnknownPaymentAlert(unit);
  log.warn({ quoteNumber }, "what a lost press of Pay had stored is made again from its payment");
  return "restored";
}

async function restoreQuote(
  unit: UnitOfWork,
  { checkout, facts }: { checkout: OpenCheckout; facts: PaymentFacts },
): Promise<void> {
  const { sums, lines } = await readLostOrder(unit.tx, facts);
  const textOf = (goods: OpenCheckout["lines"]) =>
    JSON.stringify(goods.map(({ position, sku, quantity }) => [position, sku, quantity]));
  if (textOf(lines) !== textOf(checkout.lines)) throw new NotRestorable("sums_differ");
  const { id: checkoutId } = checkout;
  await takeUsesAgain(unit, { checkoutId, uses: sums.discounts });
  await recordQuote(unit, { checkoutId, price: { ...sums, lines }, number: facts.quoteNumber });
}
