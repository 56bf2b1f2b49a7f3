import { setTimeout as pause } from "node:timers/promises";
import { lockDispute } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** After this time the process that claimed a dispute counts as dead. */
const claimMs = 2 * 60_000;

/** How long a second request waits for the end of the first one. */
const maxPolls = 20;
const pollMs = 250;

/** Ends the claim when Stripe has not accepted the answer. */
interface Claim {
  /** For an answer that was not sent, or that Stripe refused. */
  undo(): Promise<void>;
  /** For an answer that Stripe may have accepted: the next request tries again, and the author stays stored. */
  release(): Promise<void>;
}

/**
 * Stores who answers a dispute before Stripe is called, so that only one of two concurrent requests calls it, and the track
 * that sees the change first knows who made it. Null: somebody else is answering the dispute now.
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

/**
 * Records the time of an answer that Stripe has accepted, if it is not recorded yet because Stripe's response was lost. Locks the dispute
 * until the transaction ends.
 */
export async function recordAnswered({ tx, now }: UnitOfWork, disputeId: string): Promise<void> {
  await lockDispute(tx, disputeId);
  await tx.dispute.updateMany({ where: { id: disputeId, answeredAt: null }, data: { answeredAt: now } });
}

/**
 * Waits until the answer of a concurrent request is recorded. DISPUTE_NOT_ANSWERABLE if that takes more than some seconds,
 * or if Stripe did not accept it. This request sends nothing.
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
