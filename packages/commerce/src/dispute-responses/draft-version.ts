import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Evidence } from "@dualtrack/contract";
import type Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import { evidenceOf } from "../stripe/dispute-requests.ts";

/** Names the texts that Stripe holds for a dispute: other texts have another version, wherever they were saved. */
export function draftVersionOf(atStripe: Stripe.Dispute): string {
  return createHash("sha256")
    .update(JSON.stringify(evidenceOf(atStripe)))
    .digest("base64url");
}

/**
 * Asserts that Stripe still holds the texts that the writer has read, or holds `evidence` already: a repeated request whose first answer
 * was lost. EVIDENCE_CHANGED.
 */
export function assertDraftSeen(
  atStripe: Stripe.Dispute,
  { evidence, draftVersion: seen }: { evidence: Evidence; draftVersion: string },
): void {
  const draft = evidenceOf(atStripe);
  const wanted = Object.fromEntries(
    Object.entries(evidence).map(([field, text]) => [field, text.trim() || null]),
  );
  const draftVersion = draftVersionOf(atStripe);
  if (draftVersion !== seen && !isDeepStrictEqual({ ...draft, ...wanted }, draft))
    throw new DomainError("EVIDENCE_CHANGED", { draftVersion });
}
