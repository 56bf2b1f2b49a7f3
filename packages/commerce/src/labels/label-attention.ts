import { formatOrderNumber } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";

/** A purchase whose outcome is unknown for so long is shown, in ms. */
const unclearAfterMs = 5 * 60_000;

/** Parcels and labels that staff must look into: the number, the time of the oldest, and the first `examples`. */
export async function labelAttention(shop: Shop, { examples }: { examples: number }) {
  const unclearSince = new Date(shop.clock.now().getTime() - unclearAfterMs);
  const problems = { problem: { not: null } };
  const unclear = { state: "buying" as const, requestedAt: { lt: unclearSince } };
  const fields = {
    order: { select: { number: true } },
    problem: true,
    trackingNumber: true,
    problemAt: true,
  } as const;
  const [problemCount, problemRows, unclearCount, unclearRows] = await Promise.all([
    shop.db.shippingLabel.count({ where: problems }),
    shop.db.shippingLabel.findMany({
      where: problems,
      orderBy: { problemAt: "asc" },
      take: examples,
      select: fields,
    }),
    shop.db.shippingLabel.count({ where: unclear }),
    shop.db.shippingLabel.findMany({
      where: unclear,
      orderBy: { requestedAt: "asc" },
      take: examples,
      select: { order: { select: { number: true } }, requestedAt: true },
    }),
  ]);
  return {
    parcelProblems: {
      count: problemCount,
      since: problemRows[0]?.problemAt?.toISOString() ?? null,
      examples: problemRows.flatMap(({ order, problem, trackingNumber }) =>
        problem === null ? [] : [{ number: formatOrderNumber(order.number), problem, trackingNumber }],
      ),
    },
    /** Labels of which nobody knows whether they were bought. */
    unclearLabels: {
      count: unclearCount,
      since: unclearRows[0]?.requestedAt?.toISOString() ?? null,
      examples: unclearRows.map(({ order }) => ({ number: formatOrderNumber(order.number) })),
    },
  };
}
