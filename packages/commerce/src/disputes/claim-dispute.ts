import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** After so long, whoever claimed a dispute has died on the way to Stripe. */
const claimMs = 2 * 60_000;

/** A press that comes second waits so long for the first one's end. */
const maxPolls = 20;
const pollMs = 250;

/** What to do with the claim when Stripe has not taken the answer. */
interface Claim {
  /** Nothing was sent, or Stripe said no. */
  undo(): Promise<void>;
  /** Stripe gave no answer and may have taken it: the next press may try, and finds out who it was if it is there. */
  release(): Promise<void>;
}

/**
 * Notes who answers a dispute before Stripe is asked, so that of two presses at once only one gets there, and whichever
 * track sees the change first can tell who made it. Null: somebody else is just answering it.
 */
export async function claimDispute(
  shop: Shop,
  { disputeId, by }: { disputeId: string; by: string },
): Promise<Claim | null> {
  const answeredAt = shop.clock.now();
  const { count } = await shop.db.dispute.updateMany({
    where: {
      id: disputeId,
      OR: [{ answeredAt: null }, { answeredAt: { lt: new Date(answeredAt.getTime() - claimMs) } }],
    },
    data: { answeredBy: by, answeredAt },
  });
  if (count === 0) return null;
  const end = async (data: { answeredBy?: null; answeredAt: null }) => {
    await shop.db.dispute.updateMany({ where: { id: disputeId, answeredBy: by, answeredAt }, data });
  };
  return {
    undo: () => end({ answeredBy: null, answeredAt: null }),
    release: () => end({ answeredAt: null }),
  };
}

/** Records that a dispute was answered, when it is not known yet: Stripe has the answer, and its word of it was lost. */
export async function recordAnswered(shop: Shop, disputeId: string): Promise<void> {
  await shop.db.dispute.updateMany({
    where: { id: disputeId, answeredAt: null },
    data: { answeredAt: shop.clock.now() },
  });
}

/**
 * Waits until somebody else's answer is booked. DISPUTE_NOT_ANSWERABLE when it is not after some seconds, or was not
 * taken: this press has sent nothing.
 */
export async function awaitAnswer(shop: Shop, disputeId: string): Promise<void> {
  for (let poll = 0; poll < maxPolls; poll += 1) {
    const { status, answeredAt } = await shop.db.dispute.findUniqueOrThrow({
      where: { id: disputeId },
      select: { status: true, answeredAt: true },
    });
    if (!status.endsWith("needs_response")) return;
    if (answeredAt === null) break;
    await pause(pollMs);
  }
  throw new DomainError("DISPUTE_NOT_ANSWERABLE", { because: "being_answered" });
}
