import { maxStockStep, setLowStockThresholdInput } from "@dualtrack/contract";
import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type StockLevel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useStockChanged } from "./use-stock-changed.ts";

/** Sets the number of free units at which staff are warned. */
export function ThresholdDialog({
  stock,
  onDone,
  onClose,
}: {
  stock: StockLevel;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [seen, setSeen] = useState(stock.threshold);
  const changed = useStockChanged();
  const set = trpc.stock.setThreshold.useMutation({
    onError(error) {
      const refusal = refusalOf(error);
      if (refusal?.code === "THRESHOLD_CHANGED") setSeen(refusal.details.threshold);
    },
    onSettled: changed,
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstValues(stock),
    schema: setLowStockThresholdInput,
    inputOf: (values) => ({
      variantId: stock.variantId,
      seenThreshold: seen,
      threshold: numberIn(values.threshold),
    }),
    mutation: set,
    onDone: ({ threshold }) => onDone(`${stock.title}: ${meaning(threshold)}`),
  });
  const threshold = numberIn(form.values.threshold);

  return (
    <Dialog title={`Low stock of ${stock.title}`} isBusy={set.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <NumberInput
          label="Low at this many free units"
          description={`It is ${seen} now, and ${stock.free} are free.`}
          maw={320}
          allowDecimal={false}
          allowNegative={false}
          min={0}
          max={maxStockStep}
          clampBehavior="none"
          disabled={isLocked}
          {...form.getInputProps("threshold")}
          error={threshold === null ? "Write a number" : form.errors.threshold}
          data-autofocus
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>{threshold === null ? "Nothing changes yet." : meaning(threshold)}</strong>
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={set.isPending}>
              {frozen === null ? "Leave it" : "Close"}
            </Button>
            <Button type="submit" loading={set.isPending} disabled={threshold === null}>
              Set the threshold
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function meaning(threshold: number): string {
  if (threshold === 0) return "Staff are warned only when it is sold out.";
  return `Staff are warned when ${threshold} or fewer are free.`;
}

/** What the field holds: a number, or a text that is none yet. */
function firstValues({ threshold }: StockLevel): { threshold: number | string } {
  return { threshold };
}

function numberIn(typed: number | string): number | null {
  return typed === "" ? null : Number(typed);
}
