import type Stripe from "stripe";
import { judgeSession } from "../discrepancies/judge-session.ts";
import { readBooks } from "../discrepancies/payment-books.ts";
import { pagesOf } from "../stripe/pages-of.ts";
import { ourCheckoutId } from "../stripe/payment-facts.ts";
import { shopIdKey } from "../stripe/payment-intents.ts";
import { shopIdOf } from "../stripe/shop-id.ts";
import { attempt, batchSize, type Comparison, pageSize, treat } from "./comparison.ts";
import { saveProgress } from "./runs.ts";

/** Compares the pages of Stripe's that are still open. Those that were paid have a payment, which is compared by itself. */
export async function compareSessions(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  const shopId = await shopIdOf(shop);
  const list = shop.stripe.checkout.sessions.list({ created, status: "open", limit: pageSize });
  for await (const page of pagesOf(list, batchSize)) {
    const ours = page.filter(({ metadata }) => (metadata?.[shopIdKey] ?? null) === shopId);
    const books = await readBooks(shop.db, ours.flatMap(checkoutOf));
    for (const session of ours) {
      run.counts.sessions += 1;
      await attempt(comparison, { sessionId: session.id }, async () => {
        const known = checkoutOf(session).map((id) => books.get(id))[0];
        const finding = known === undefined ? null : judgeSession(session, known, shop.clock.now());
        if (finding !== null) await treat(comparison, finding);
      });
    }
    await saveProgress(shop, run, "sessions");
  }
}

function checkoutOf({ metadata }: Stripe.Checkout.Session): string[] {
  const id = ourCheckoutId({ metadata: metadata ?? {} });
  return id === null ? [] : [id];
}
