import type Stripe from "stripe";
import { judgeMissingThere } from "../discrepancies/find-again.ts";
import { graceMs } from "../discrepancies/finding.ts";
import { judgeRefund, paymentOf } from "../discrepancies/judge-refund.ts";
import { markRefundsCompared } from "../refunds/mark-compared.ts";
import { pagesOf } from "../stripe/pages-of.ts";
import { attempt, batchSize, type Comparison, pageSize, settle, treat } from "./comparison.ts";
import { saveProgress } from "./runs.ts";

/** Compares Stripe's refunds of the window, whose payments may be much older. */
export async function compareRefunds(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  for await (const page of pagesOf(shop.stripe.refunds.list({ created, limit: pageSize }), batchSize)) {
    const booked = await shop.db.refund.findMany({
      where: { stripeRefundId: { in: page.map(({ id }) => id) } },
      select: { stripeRefundId: true, state: true, amount: true },
    });
    const rows = new Map(booked.map((row) => [row.stripeRefundId, row]));
    for (const refund of page) {
      run.counts.refunds += 1;
      const row = rows.get(refund.id);
      if (row?.state === refund.status && row.amount === refund.amount) continue;
      await attempt(comparison, { refundId: refund.id }, () => compareRefund(comparison, refund));
    }
    await markRefundsCompared(shop.db, {
      stripeRefundIds: page.map(({ id }) => id),
      at: run.startedAt,
      unlessSince: comparison.comparedSince,
    });
    await saveProgress(shop, run, "refunds");
  }
}

async function compareRefund(comparison: Comparison, refund: Stripe.Refund): Promise<void> {
  const { shop } = comparison;
  const paymentIntentId = paymentOf(refund);
  if (paymentIntentId === null) return;
  const isOld = refund.created * 1000 < shop.clock.now().getTime() - graceMs;
  const finding = isOld ? await judgeRefund(shop.db, refund) : null;
  if (finding !== null) await treat(comparison, finding);
  await settle(comparison, paymentIntentId);
}

/** Asks Stripe about the refunds of the books that none of its lists has had. */
export async function compareBookedRefunds(comparison: Comparison): Promise<void> {
  const { shop, run, latest, comparedSince } = comparison;
  let after: { createdAt: Date; id: string } = {
    createdAt: run.since,
    id: "00000000-0000-0000-0000-000000000000",
  };
  for (;;) {
    const page = await shop.db.refund.findMany({
      where: {
        createdAt: { gte: after.createdAt, lte: latest },
        OR: [{ createdAt: { gt: after.createdAt } }, { id: { gt: after.id } }],
        AND: [{ OR: [{ comparedAt: null }, { comparedAt: { lt: comparedSince } }] }],
        state: { in: ["pending", "requires_action", "succeeded"] },
        isUncaptured: false,
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: batchSize,
      select: { id: true, createdAt: true },
    });
    for (const { id } of page) {
      await attempt(comparison, { refundId: id }, async () => {
        const finding = await judgeMissingThere(shop, id);
        if (finding !== null) await treat(comparison, finding);
      });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    await saveProgress(shop, run, "refunds");
  }
}
