import type { Shop } from "../shop.ts";

/** After so long, whoever claimed a dispute has died on the way to Stripe. */
const claimMs = 2 * 60_000;

/**
 * Notes who answers a dispute before Stripe is asked, so that of two presses at once only one gets there, and whichever
 * track sees the change first can tell who made it. Null: somebody else is just answering it. Otherwise what undoes
 * the claim, should Stripe refuse.
 */
export async function claimDispute(
  shop: Shop,
  { disputeId, by }: { disputeId: string; by: string },
): Promise<(() => Promise<void>) | null> {
  const answeredAt = shop.clock.now();
  const { count } = await shop.db.dispute.updateMany({
    where: {
      id: disputeId,
      OR: [{ answeredAt: null }, { answeredAt: { lt: new Date(answeredAt.getTime() - claimMs) } }],
    },
    data: { answeredBy: by, answeredAt },
  });
  if (count === 0) return null;
  return async () => {
    await shop.db.dispute.updateMany({
      where: { id: disputeId, answeredBy: by, answeredAt },
      data: { answeredBy: null, answeredAt: null },
    });
  };
}
