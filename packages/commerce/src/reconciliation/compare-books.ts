import { type OrderToCompare, ordersToCompare } from "@dualtrack/db";
import { judgePaymentById } from "../discrepancies/find-again.ts";
import { checkoutsHolding } from "../discrepancies/judge-checkout.ts";
import { readBooks } from "../discrepancies/payment-books.ts";
import { attempt, batchSize, type Comparison, treat } from "./comparison.ts";
import { saveProgress } from "./runs.ts";

/** Asks Stripe about the confirmed orders of the window whose payment none of its lists has had. */
export async function compareOrders(comparison: Comparison): Promise<void> {
  const { shop, run, latest, comparedSince } = comparison;
  let after: OrderToCompare | null = null;
  for (;;) {
    const page: OrderToCompare[] = await ordersToCompare(shop.db, {
      ...{ since: run.since, until: latest, comparedBefore: comparedSince },
      ...{ after, limit: batchSize },
    });
    const rows = await shop.db.order.findMany({
      where: { id: { in: page.map(({ id }) => id) } },
      select: { id: true, checkoutId: true },
    });
    const books = await readBooks(
      shop.db,
      rows.map(({ checkoutId }) => checkoutId),
    );
    const booksOf = new Map(rows.map(({ id, checkoutId }) => [id, books.get(checkoutId)]));
    for (const { id, paymentIntentId } of page) {
      run.counts.orders += 1;
      await attempt(comparison, { orderId: id }, async () => {
        const known = booksOf.get(id);
        const finding =
          known === undefined ? null : await judgePaymentById(shop, { paymentIntentId, books: known });
        if (finding !== null) await treat(comparison, finding);
      });
    }
    after = page.at(-1) ?? null;
    if (after === null) return;
    await saveProgress(shop, run, "orders");
  }
}

/** Looks for checkouts that ended in the window, and still hold something. */
export async function compareCheckouts(comparison: Comparison): Promise<void> {
  const { shop, run, latest } = comparison;
  const now = shop.clock.now();
  for (const finding of await checkoutsHolding(shop.db, { since: run.since, until: latest, now }))
    await attempt(comparison, { checkoutId: finding.checkoutId }, () => treat(comparison, finding));
}
