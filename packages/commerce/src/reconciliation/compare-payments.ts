import { isSafelyRepaired } from "@dualtrack/contract";
import { passOrderNumber } from "@dualtrack/db";
import type Stripe from "stripe";
import { judgePayment } from "../discrepancies/judge-payment.ts";
import { type PaymentBooks, readBooks } from "../discrepancies/payment-books.ts";
import { markPaymentsCompared } from "../payments/mark-compared.ts";
import { recordFailures } from "../payments/record-failures.ts";
import { isPaidOrEnded } from "../payments/record-payment.ts";
import { wasOrdered } from "../restore/judge-unknown.ts";
import { pagesOf } from "../stripe/pages-of.ts";
import { readOrderNumber } from "../stripe/payment-description.ts";
import { factsOf, type PaymentFacts } from "../stripe/payment-facts.ts";
import { shopIdOf } from "../stripe/shop-id.ts";
import { attempt, batchSize, type Comparison, pageSize, settle, treat } from "./comparison.ts";
import { saveProgress } from "./runs.ts";

/** Compares our payments of the window, newest first. New order numbers are then greater than the highest one seen. */
export async function comparePayments(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  const shopId = await shopIdOf(shop);
  const from = run.cursor === null ? {} : { starting_after: run.cursor };
  const list = { created, ...from, limit: pageSize, expand: ["data.latest_charge"] };
  let highest = 0;
  for await (const page of pagesOf(shop.stripe.paymentIntents.list(list), batchSize)) {
    const observedAt = shop.clock.now();
    const ours = page
      .map((intent) => ({ intent, facts: factsOf(intent, observedAt) }))
      .filter(({ facts }) => isOfShop(facts, shopId));
    const books = await readBooks(
      shop.db,
      ours.flatMap(({ facts }) => facts.checkoutId ?? []),
    );
    for (const { intent, facts } of ours) {
      run.counts.payments += 1;
      await attempt(comparison, { paymentIntentId: intent.id }, async () => {
        const number = facts.origin.shopId === shopId ? (readOrderNumber(intent) ?? 0) : 0;
        if (number > highest) await passOrderNumber(shop.db, number);
        highest = Math.max(highest, number);
        await comparePayment(comparison, { intent, facts, books: books.get(facts.checkoutId ?? "") });
      });
    }
    await markPaymentsCompared(shop.db, {
      paymentIntentIds: page.filter(({ status }) => isPaid(status)).map(({ id }) => id),
      at: run.startedAt,
      unlessSince: comparison.comparedSince,
    });
    run.cursor = page.at(-1)?.id ?? run.cursor;
    await saveProgress(shop, run, "payments");
  }
}

interface Compared {
  intent: Stripe.PaymentIntent;
  facts: PaymentFacts;
  /** Undefined: the database does not have its checkout. */
  books: PaymentBooks | undefined;
}

async function comparePayment(comparison: Comparison, { intent, facts, books }: Compared): Promise<void> {
  const { shop } = comparison;
  const finding = books === undefined ? null : judgePayment(intent, books, shop.clock.now());
  const isUnsettled = !isSettled(facts, books);
  const isSafe = finding !== null && isSafelyRepaired(finding.kind);
  if (finding !== null && isSafe) await treat(comparison, finding);
  if (isUnsettled) await settle(comparison, intent.id);
  if (finding !== null && !isSafe) await treat(comparison, finding);
  // Declined attempts of a payment that no other track has seen, or that never succeeded, may be missing.
  if (isUnsettled || intent.last_payment_error !== null) await recordFailures(shop, facts, "reconciliation");
}

/** Whether our rows match Stripe's payment, if it has an outcome. */
function isSettled(facts: PaymentFacts, books: PaymentBooks | undefined): boolean {
  if (books === undefined) return !wasOrdered(facts);
  if (!isPaidOrEnded(facts.status)) return true;
  const known = books.payments.find(({ paymentIntentId }) => paymentIntentId === facts.paymentIntentId);
  return (
    known?.status === facts.status &&
    known.amountRefunded === facts.amountRefunded &&
    (!facts.isDisputed || known.disputes.length > 0)
  );
}

function isOfShop({ checkoutId, origin }: PaymentFacts, shopId: string): boolean {
  return checkoutId !== null && (origin.shopId === null || origin.shopId === shopId);
}

function isPaid(status: Stripe.PaymentIntent.Status): boolean {
  return status === "succeeded" || status === "requires_capture";
}
