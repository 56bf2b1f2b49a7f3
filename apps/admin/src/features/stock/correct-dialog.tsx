import { newRequestId } from "@dualtrack/browser";
import { correctStockInput, stockCorrectionReasons } from "@dualtrack/contract";
import { Button, NativeSelect, NumberInput, Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { movementReasonLabels } from "../../labels.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type StockLevel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { signed } from "./stock-labels.ts";
import { useStockChanged } from "./use-stock-changed.ts";

type Mode = "count" | "difference";
const modes: { value: Mode; label: string }[] = [
  { value: "count", label: "I counted them" },
  { value: "difference", label: "So many more or fewer" },
];

interface Values {
  mode: Mode;
  /** What is typed: the count or the difference, by the mode. */
  onHand: number | string;
  reason: string;
  note: string;
}

const firstValues: Values = { mode: "count", onHand: "", reason: "", note: "" };

/** Sets what is on hand to what is really there. Somebody else's change in between is told, and nothing typed is lost. */
export function CorrectDialog({
  stock,
  onDone,
  onClose,
}: {
  stock: StockLevel;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [seen, setSeen] = useState({ onHand: stock.onHand, held: stock.held });
  const changed = useStockChanged();
  const correct = trpc.stock.correct.useMutation({
    onError(error) {
      const refusal = refusalOf(error);
      if (refusal?.code === "STOCK_CHANGED" || refusal?.code === "STOCK_HELD") setSeen(refusal.details);
    },
    onSettled: changed,
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstValues,
    schema: correctStockInput,
    inputOf: (values) => ({
      ...{ variantId: stock.variantId, requestId, seenOnHand: seen.onHand },
      ...{ onHand: targetOf(values, seen.onHand), reason: values.reason, note: values.note },
    }),
    check: (values) => ({ onHand: disabledReason(targetOf(values, seen.onHand), seen.onHand, seen.held) }),
    mutation: correct,
    onDone: ({ onHand, seenOnHand }) =>
      onDone(`${stock.title}: on hand is ${onHand} now, and was ${seenOnHand}.`),
  });
  const { mode } = form.values;
  const onHand = frozen?.onHand ?? targetOf(form.values, seen.onHand);
  const why = disabledReason(onHand, frozen === null ? seen.onHand : Number.NaN, seen.held);

  return (
    <Dialog title={`Correct ${stock.title}`} isBusy={correct.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <legend className={classes.legend}>What is really there?</legend>
          <div className={classes.modes}>
            {modes.map(({ value, label }) => (
              <Radio
                key={value}
                name="mode"
                size="xs"
                label={label}
                checked={mode === value}
                onChange={() => form.setValues({ mode: value })}
              />
            ))}
          </div>
          <NumberInput
            label={mode === "count" ? "Counted on hand" : "More (5) or fewer (-5)"}
            description={`${seen.onHand} on hand as the shop knows it, ${seen.held} of them held for customers who are paying.`}
            maw={320}
            allowDecimal={false}
            allowNegative={mode === "difference"}
            min={mode === "count" ? 0 : -1_000_000}
            max={1_000_000}
            clampBehavior="none"
            {...form.getInputProps("onHand")}
            data-autofocus
          />
          <NativeSelect
            label="Reason"
            required
            maw={320}
            data={[
              { value: "", label: "Choose a reason" },
              ...stockCorrectionReasons.map((value) => ({ value, label: movementReasonLabels[value] })),
            ]}
            {...form.getInputProps("reason")}
          />
          <Textarea label="Note" rows={2} maxLength={500} {...form.getInputProps("note")} />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>{sentence(onHand, frozen?.seenOnHand ?? seen.onHand, seen.held, why)}</strong>
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={correct.isPending}>
              {frozen === null ? "Don't correct" : "Close"}
            </Button>
            <Button type="submit" loading={correct.isPending}>
              {onHand === null || why !== null ? "Correct" : `Correct to ${onHand}`}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/** What would be on hand; null: no number is written yet. */
function targetOf({ mode, onHand }: Values, seen: number): number | null {
  if (onHand === "" || onHand === "-") return null;
  return mode === "count" ? Number(onHand) : seen + Number(onHand);
}

/** Why this can't be sent; null if it can. */
function disabledReason(onHand: number | null, seen: number, held: number): string | null {
  if (onHand === null) return "Write a number";
  if (!Number.isSafeInteger(onHand)) return "Write a whole number";
  if (onHand < 0) return `There are only ${seen}`;
  if (onHand === seen) return "That is what the shop has already";
  if (onHand < held) return `${held} ${held === 1 ? "is" : "are"} held for customers who are paying`;
  return null;
}

function sentence(onHand: number | null, seen: number, held: number, why: string | null): string {
  if (onHand === null) return "Nothing changes yet.";
  if (why !== null) return `${why}. Nothing can be changed like this.`;
  return `On hand goes from ${seen} to ${onHand} (${signed(onHand - seen)}): ${held} held, ${onHand - held} free.`;
}
