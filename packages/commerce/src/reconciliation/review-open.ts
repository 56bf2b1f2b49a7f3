import { reviewDiscrepancy } from "../discrepancies/treat-finding.ts";
import { attempt, batchSize, type Comparison } from "./comparison.ts";

/** Looks again at the open discrepancies that a run has not come across: they may be gone, or out of its window. */
export async function reviewOpen(comparison: Comparison): Promise<void> {
  const { shop, run } = comparison;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await shop.db.discrepancy.findMany({
      where: { state: "open", seenAt: { lt: run.startedAt }, id: { gt: after } },
      orderBy: { id: "asc" },
      take: batchSize,
      select: { id: true, kind: true, subject: true, checkoutId: true, refundId: true, repairBy: true },
    });
    for (const known of page) {
      await attempt(comparison, { discrepancyId: known.id }, async () => {
        const { isRepaired } = await reviewDiscrepancy(shop, known);
        if (isRepaired) run.counts.repaired += 1;
      });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
