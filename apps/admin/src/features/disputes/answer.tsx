import { evidenceFields, maxEvidence } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type DisputeEvidence, type Me, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Failure } from "../../ui/failure.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { useOnce } from "../../ui/use-once.ts";
import classes from "./disputes.module.css";
import { evidenceOf, firstTexts, isSame, lengthOf, problemOf } from "./evidence-draft.ts";
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
  const disputeId = dispute.id;
  const [saved, setSaved] = useState(() => firstTexts(draft, proposal));
  const [texts, setTexts] = useState(saved);
  const [isConfirming, setIsConfirming] = useState(false);
  const utils = trpc.useUtils();
  const read = () =>
    Promise.all([
      utils.disputes.invalidate(),
      utils.orders.forStaff.invalidate(),
      utils.reports.attention.invalidate(),
    ]);
  const save = trpc.disputes.saveEvidence.useMutation();
  const submit = trpc.disputes.submit.useMutation({ onSettled: read });
  const once = useOnce(submit, () => {
    setSaved(texts);
    setIsConfirming(false);
    onNotice("The evidence is with the customer’s bank, which decides now.");
  });
  const filled = evidenceFields.filter((field) => texts[field].trim() !== "");
  const isTooLong =
    lengthOf(texts) > maxEvidence || evidenceFields.some((field) => problemOf(texts[field]) !== null);
  const disabledReason =
    me.role === "support"
      ? "Only an owner or a manager may answer a dispute."
      : isTooLong
        ? "There is too much text: the bank would not take it."
        : null;
  const isDirty = !isSame(texts, saved);

  function keep() {
    const sent = texts;
    save.mutate(
      { disputeId, evidence: evidenceOf(sent) },
      {
        onSuccess() {
          setSaved(sent);
          onNotice("The draft is saved at Stripe. The bank sees nothing of it before you submit.");
        },
      },
    );
  }

  return (
    <>
      <LeaveGuard isDirty={isDirty && !submit.isSuccess} />
      <EvidenceForm
        reason={dispute.reason}
        texts={texts}
        proposal={proposal}
        refused={refusedField(save.error) ?? refusedField(submit.error)}
        isDisabled={save.isPending || submit.isPending || once.frozen !== null}
        onChange={(part) => setTexts((before) => ({ ...before, ...part }))}
      >
        <Failure error={isConfirming ? null : (save.error ?? submit.error)} isOpen={false} />
        <fieldset className={classes.buttons} aria-label="Answer">
          <ActionButton
            variant="filled"
            disabledReason={disabledReason ?? (filled.length === 0 ? "There is nothing to send yet." : null)}
            onPress={() => setIsConfirming(true)}
            onRefused={onNotice}
          >
            Submit to the bank…
          </ActionButton>
          {disabledReason === null ? (
            <Button size="xs" variant="default" loading={save.isPending} onClick={keep}>
              Save draft
            </Button>
          ) : (
            <ActionButton disabledReason={disabledReason} onPress={keep} onRefused={onNotice}>
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
          onSubmit={() => once.send({ disputeId, evidence: evidenceOf(texts) })}
          onClose={() => setIsConfirming(false)}
        />
      )}
    </>
  );
}

/** The field that Stripe refused, and Stripe's message. */
function refusedField(error: unknown): { field: string; said: string } | null {
  const refusal = refusalOf(error);
  if (refusal?.code !== "EVIDENCE_REFUSED" || refusal.details.field === null) return null;
  return { field: refusal.details.field, said: refusal.details.said };
}
