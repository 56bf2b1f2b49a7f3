import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Dispute, Stripe } from "../../stripe/stripe-types.ts";
import { assertOpen, isDecisive } from "./dispute-outcomes.ts";
import { assertMaySubmit, eligibilityOf } from "./enhanced-evidence.ts";
import { hasEvidence, mergeEvidence } from "./evidence.ts";
import { isInquiry, moveDispute } from "./states.ts";

/** How long a bank in test mode reviews evidence, on the sandbox's clock. */
const BANK_DECIDES_AFTER_MS = 5_000;

/**
 * Takes evidence, and sends it to the bank unless `submit` is false. https://docs.stripe.com/disputes/api
 * Evidence can be sent once; metadata can be changed as long as the dispute is open.
 */
export function updateDispute(
  work: UnitOfWork,
  before: Dispute,
  params: Stripe.DisputeUpdateParams,
): Dispute {
  assertOpen(before);
  const submit = params.submit ?? params.evidence !== undefined;
  let dispute: Dispute = {
    ...before,
    metadata: mergeMetadata(before.metadata, params.metadata),
    intended_submission_method: params.intended_submission_method ?? before.intended_submission_method,
  };
  if (params.evidence || submit) assertAwaitsResponse(before);
  if (params.evidence) dispute = withEvidence(work, dispute, params.evidence);
  if (submit) dispute = submitted(work, dispute);
  if (JSON.stringify(dispute) === JSON.stringify(before)) return before;
  work.store.update(dispute);
  recordEvent(work, "charge.dispute.updated", dispute, before);
  if (submit && isDecisive(dispute)) scheduleTask(work, "decide-dispute", dispute.id, BANK_DECIDES_AFTER_MS);
  return dispute;
}

function withEvidence(
  work: UnitOfWork,
  dispute: Dispute,
  given: Stripe.DisputeUpdateParams.Evidence,
): Dispute {
  const evidence = mergeEvidence(work, dispute, given);
  return {
    ...dispute,
    evidence,
    evidence_details: {
      ...dispute.evidence_details,
      enhanced_eligibility: eligibilityOf(dispute.enhanced_eligibility_types, evidence.enhanced_evidence),
      has_evidence: hasEvidence(evidence),
    },
  };
}

function submitted(work: UnitOfWork, dispute: Dispute): Dispute {
  const details = dispute.evidence_details;
  if (!details.has_evidence)
    throw refusal("There is no evidence to submit for this dispute.", { param: "submit" });
  assertMaySubmit(dispute);
  return {
    ...moveDispute(dispute, isInquiry(dispute) ? "warning_under_review" : "under_review"),
    evidence_details: {
      ...details,
      past_due: work.clock.seconds() > (details.due_by ?? Number.POSITIVE_INFINITY),
      submission_count: details.submission_count + 1,
      submission_method: "manual",
    },
  };
}

function assertAwaitsResponse({ status }: Dispute): void {
  if (!status.endsWith("needs_response"))
    throw refusal("Evidence has already been submitted for this dispute; it can no longer be changed.", {
      param: "evidence",
    });
}
