import { storeBalanceTransactions, sumPayout } from "@dualtrack/db";
import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { pagesOf } from "../stripe/pages-of.ts";
import { transact } from "../unit-of-work.ts";
import { balanceRowOf, payoutFactsOf } from "./balance-facts.ts";

/** Transactions that are read and stored together: one page of Stripe's. */
export const balancePage = 100;

/** Stores transactions of Stripe's balance, with the payout that they are of if that is known. Any number of times is once. */
export function storeBalance(
  shop: Shop,
  { transactions, payoutId }: { transactions: readonly Stripe.BalanceTransaction[]; payoutId: string | null },
): Promise<void> {
  return transact(shop, "reconciliation", ({ tx }) =>
    storeBalanceTransactions(tx, { rows: transactions.map(balanceRowOf), payoutId }),
  );
}

/**
 * Stores a payout as Stripe says it is, and what it consists of as soon as Stripe can list that, and adds it up. A list that is complete
 * is read again only if `again` is set; one that was cut off is read from its beginning, as nothing of it is stored twice.
 */
export async function readPayout(
  shop: Shop,
  { payout, again = false }: { payout: Stripe.Payout; again?: boolean },
): Promise<void> {
  const { isReconciled, ...facts } = payoutFactsOf(payout);
  const { id: payoutId } = facts;
  const observedAt = shop.clock.now();
  const { itemizedAt } = await transact(shop, "reconciliation", ({ tx }) =>
    tx.payout.upsert({
      where: { id: payoutId },
      create: { ...facts, observedAt },
      update: { ...facts, observedAt },
      select: { itemizedAt: true },
    }),
  );
  const isListed = isReconciled && (again || itemizedAt === null);
  if (isListed) {
    const list = { payout: payoutId, limit: balancePage, expand: ["data.source"] };
    for await (const transactions of pagesOf(shop.stripe.balanceTransactions.list(list), balancePage))
      await storeBalance(shop, { transactions, payoutId });
  }
  await transact(shop, "reconciliation", async ({ tx, now }) => {
    if (isListed) await tx.payout.update({ where: { id: payoutId }, data: { itemizedAt: now } });
    await sumPayout(tx, { payoutId });
  });
}
