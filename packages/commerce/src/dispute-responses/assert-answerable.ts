import { type Evidence, maxEvidence } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { openStatuses } from "../payment-state/dispute-status.ts";
import { canRespond } from "../payment-state/dispute-view.ts";
import type { Shop } from "../shop.ts";
import { disputeFactsOf } from "../stripe/dispute-facts.ts";
import { evidenceOf } from "../stripe/dispute-requests.ts";

/**
 * Asserts that the bank still takes evidence and that it is not too long with these texts. Answers all texts, including
 * those that are stored at Stripe. DISPUTE_NOT_ANSWERABLE, EVIDENCE_TOO_LONG.
 */
export function assertAnswerable(
  shop: Shop,
  atStripe: Parameters<typeof disputeFactsOf>[0],
  evidence: Evidence,
): string[] {
  const facts = disputeFactsOf(atStripe);
  const { status, isPastDue, dueBy } = facts;
  if (!canRespond(facts, shop.clock.now())) {
    const isLate = (isPastDue || dueBy !== null) && status.endsWith("needs_response");
    const because = !openStatuses.includes(status)
      ? "closed"
      : status.startsWith("appeal_")
        ? "appeal"
        : isLate
          ? "past_due"
          : "submitted";
    throw new DomainError("DISPUTE_NOT_ANSWERABLE", { because });
  }
  const texts = Object.values({ ...evidenceOf(atStripe), ...evidence }).filter((text) => text !== null);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > maxEvidence) throw new DomainError("EVIDENCE_TOO_LONG", { length, max: maxEvidence });
  return texts.filter((text) => text.trim() !== "");
}
