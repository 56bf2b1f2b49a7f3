import { isSafelyRepaired } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { isStripeOutage, stripeProblemText } from "../stripe/stripe-outage.ts";
import { applySafeRemedy } from "./apply-safe-remedy.ts";
import { findAgain } from "./find-again.ts";
import type { Finding } from "./finding.ts";
import { recordFinding, recordRepairProblem, resolveDiscrepancy } from "./record-finding.ts";

export interface Treated {
  /** It is open, and was not known. */
  isFound: boolean;
  isRepaired: boolean;
}

const gone: Treated = { isFound: false, isRepaired: false };

/**
 * Looks again at what a run has found, as its list may be a moment old, stores it, and repairs it if that is safe. What can't be read or
 * repaired stays open with the reason, and staff are told. Throws only when Stripe can't be reached at all: then the run goes on later.
 */
export async function treatFinding(shop: Shop, listed: Finding): Promise<Treated> {
  let finding: Finding | null;
  try {
    finding = await findAgain(shop, listed);
  } catch (error) {
    const { id, state, isNew } = await recordFinding(shop, listed);
    await keepOpen(shop, { id, finding: listed, error });
    return { isFound: isNew && state === "open", isRepaired: false };
  }
  return finding === null ? gone : treat(shop, finding);
}

async function treat(shop: Shop, finding: Finding): Promise<Treated> {
  const { id, state, isNew } = await recordFinding(shop, finding);
  if (state === "dismissed") return gone;
  const open = { isFound: isNew, isRepaired: false };
  if (!isSafelyRepaired(finding.kind)) return open;
  try {
    await applySafeRemedy(shop, finding, "reconciliation");
    if ((await findAgain(shop, finding)) !== null) return open;
  } catch (error) {
    await keepOpen(shop, { id, finding, error });
    return open;
  }
  await resolveDiscrepancy(shop, { id, state: "repaired", by: null });
  return { isFound: false, isRepaired: true };
}

async function keepOpen(
  shop: Shop,
  { id, finding, error }: { id: string; finding: Finding; error: unknown },
): Promise<void> {
  if (await isStripeOutage(shop, error)) throw error;
  const { kind, subject } = finding;
  shop.log.error({ err: error, kind, subject }, "a discrepancy could not be repaired");
  await recordRepairProblem(shop.db, id, stripeProblemText(error));
}

/**
 * Looks again at an open discrepancy that a run has not come across, as it is out of its window or gone. One that is gone has been
 * repaired by whoever pressed for it last, or has vanished.
 */
export async function reviewDiscrepancy(
  shop: Shop,
  known: { id: string; repairBy: string | null } & Parameters<typeof findAgain>[1],
): Promise<Treated> {
  const finding = await findAgain(shop, known);
  if (finding !== null) return treat(shop, finding);
  const { id, repairBy } = known;
  await resolveDiscrepancy(shop, { id, state: repairBy === null ? "vanished" : "repaired", by: repairBy });
  return gone;
}
