import { type EvidenceField, evidenceFields, maxEvidence } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type DisputeEvidence, type Me, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Failure } from "../../ui/failure.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./disputes.module.css";
import { evidenceOf, evidenceSchema, firstTexts, lengthOf } from "./evidence-draft.ts";
import { EvidenceForm } from "./evidence-form.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

/** The form for evidence: it is written, saved as a draft at Stripe, and submitted to the bank once. */
export function Answer({
  evidence,
  me,
  onNotice,
}: {
  evidence: DisputeEvidence;
  me: Me;
  onNotice: (notice: ReactNode) => void;
}) {
  const { dispute, draft, proposal } = evidence;
  const [draftVersion, setDraftVersion] = useState(evidence.draftVersion);
  const disputeId = dispute.id;
  const { form, onSubmit, showError, showErrors } = useSchemaForm({
    initialValues: firstTexts(draft, proposal),
    schema: evidenceSchema,
    inputOf: evidenceOf,
  });
  const texts = form.values;
  const [isConfirming, setIsConfirming] = useState(false);
  const utils = trpc.useUtils();
  const read = () =>
    Promise.all([
      utils.disputes.invalidate(),
      utils.orders.forStaff.invalidate(),
      utils.reports.attention.invalidate(),
    ]);
  const showRefused = (error: unknown) => {
    const refusal = refusalOf(error);
    if (refusal?.code === "EVIDENCE_CHANGED") setDraftVersion(refusal.details.draftVersion);
    const refused = refusedField(error);
    if (refused === null) showErrors(error);
    else showError(refused.field, refused.message);
  };
  const save = trpc.disputes.saveEvidence.useMutation({ onError: showRefused });
  const submit = trpc.disputes.submit.useMutation({ onSettled: read, onError: showRefused });
  const once = useOnce(submit, () => {
    form.resetDirty();
    setIsConfirming(false);
    onNotice("The evidence is with the customer’s bank, which decides now.");
  });
  const filled = evidenceFields.filter((field) => texts[field].trim() !== "");
  const isTooLong = lengthOf(texts) > maxEvidence;
  const disabledReason =
    me.role === "support"
      ? "Only an owner or a manager may answer a dispute."
      : isTooLong
        ? "There is too much text: the bank would not take it."
        : null;

  const saveDraft = onSubmit((checked) => {
    const sent = form.getValues();
    save.mutate(
      { disputeId, evidence: checked, draftVersion },
      {
        onSuccess(saved) {
          setDraftVersion(saved.draftVersion);
          form.resetDirty(sent);
          onNotice("The draft is saved at Stripe. The bank sees nothing of it before you submit.");
        },
      },
    );
  });
  const askToSubmit = onSubmit(() => setIsConfirming(true));

  return (
    <>
      <LeaveGuard isDirty={form.isDirty() && !submit.isSuccess} />
      <EvidenceForm
        reason={dispute.reason}
        form={form}
        proposal={proposal}
        isDisabled={save.isPending || submit.isPending || once.frozen !== null}
      >
        <Failure error={isConfirming ? null : (save.error ?? submit.error)} isOpen={false} />
        <fieldset className={classes.buttons} aria-label="Answer">
          <ActionButton
            variant="filled"
            disabledReason={disabledReason ?? (filled.length === 0 ? "There is nothing to send yet." : null)}
            onPress={() => askToSubmit()}
            onRefused={onNotice}
          >
            Submit to the bank…
          </ActionButton>
          {disabledReason === null ? (
            <Button size="xs" variant="default" loading={save.isPending} onClick={() => saveDraft()}>
              Save draft
            </Button>
          ) : (
            <ActionButton disabledReason={disabledReason} onPress={() => saveDraft()} onRefused={onNotice}>
              Save draft
            </ActionButton>
          )}
        </fieldset>
      </EvidenceForm>
      {isConfirming && (
        <SubmitDialog
          dispute={dispute}
          fieldCount={filled.length}
          isBusy={submit.isPending}
          isFrozen={once.frozen !== null}
          error={submit.error}
          onSubmit={() => once.send({ disputeId, evidence: evidenceOf(texts), draftVersion })}
          onClose={() => setIsConfirming(false)}
        />
      )}
    </>
  );
}

/** The field that Stripe refused, and Stripe's message. */
function refusedField(error: unknown): { field: EvidenceField; message: string } | null {
  const refusal = refusalOf(error);
  if (refusal?.code !== "EVIDENCE_REFUSED") return null;
  const field = evidenceFields.find((each) => each === refusal.details.field);
  return field === undefined ? null : { field, message: refusal.details.said };
}
