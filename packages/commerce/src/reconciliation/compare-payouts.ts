import type Stripe from "stripe";
import { judgePayout } from "../discrepancies/judge-payout.ts";
import { balancePage, readPayout, storeBalance } from "../payouts/read-payout.ts";
import { pagesOf } from "../stripe/pages-of.ts";
import { attempt, batchSize, type Comparison, pageSize, treat } from "./comparison.ts";
import { saveProgress } from "./runs.ts";

/** A bank may send a payout back for so long after it has arrived, in s. https://docs.stripe.com/payouts#payout-failures */
const mayFailSeconds = 10 * 24 * 60 * 60;

/** Reads what has moved Stripe's balance in the window, newest first, from where an earlier process has left it. */
export async function compareBalance(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  const from = run.balanceCursor === null ? {} : { starting_after: run.balanceCursor };
  const list = { created, ...from, limit: pageSize, expand: ["data.source"] };
  await attempt(comparison, { list: "balance transactions" }, async () => {
    for await (const transactions of pagesOf(shop.stripe.balanceTransactions.list(list), balancePage)) {
      await storeBalance(shop, { transactions, payoutId: null });
      run.counts.balanceTransactions += transactions.length;
      run.balanceCursor = transactions.at(-1)?.id ?? run.balanceCursor;
      await saveProgress(shop, run, "payouts");
    }
  });
}

/**
 * Compares Stripe's payouts of the window with what they consist of; in a run until now also older ones that may still fail, and all of
 * ours that are not at the bank yet or whose transactions Stripe could not list before.
 */
export async function comparePayouts(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  const { payouts } = shop.stripe;
  const recent = { gte: Math.floor(run.startedAt.getTime() / 1000) - mayFailSeconds };
  const lists = [{ created }, ...(run.until === null ? [{ arrival_date: recent }] : [])];
  // A key that may not read payouts keeps nothing else from being compared.
  await attempt(comparison, { list: "payouts" }, async () => {
    for (const list of lists) await compareAll(comparison, payouts.list({ ...list, limit: pageSize }));
  });
  if (run.until !== null) return;
  const open = await shop.db.payout.findMany({
    where: {
      observedAt: { lt: run.startedAt },
      OR: [{ state: { in: ["pending", "in_transit"] } }, { isAutomatic: true, itemizedAt: null }],
    },
    select: { id: true },
    take: pageSize,
  });
  for (const { id } of open)
    await attempt(comparison, { payoutId: id }, async () =>
      comparePayout(comparison, await payouts.retrieve(id)),
    );
}

async function compareAll(comparison: Comparison, list: AsyncIterable<Stripe.Payout>): Promise<void> {
  const { shop, run } = comparison;
  for await (const page of pagesOf(list, batchSize)) {
    const read = await shop.db.payout.findMany({
      where: { id: { in: page.map(({ id }) => id) }, observedAt: { gte: run.startedAt } },
      select: { id: true },
    });
    for (const payout of page) {
      if (read.some(({ id }) => id === payout.id)) continue; // by this run
      await attempt(comparison, { payoutId: payout.id }, () => comparePayout(comparison, payout));
    }
    await saveProgress(shop, run, "payouts");
  }
}

async function comparePayout(comparison: Comparison, payout: Stripe.Payout): Promise<void> {
  const { shop, run } = comparison;
  run.counts.payouts += 1;
  await readPayout(shop, { payout });
  for (const finding of await judgePayout(shop, payout.id)) await treat(comparison, finding);
}
