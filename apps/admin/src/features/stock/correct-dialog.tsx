import { type StockCorrectionReason, stockCorrectionReasons } from "@dualtrack/contract";
import { Button, NativeSelect, NumberInput, Radio, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { movementReasonLabels } from "../../labels.ts";
import { newRequestId } from "../../new-request-id.ts";
import { readOneOf } from "../../search-params.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type StockLevel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { signed } from "./stock-labels.ts";
import { useStockChanged } from "./use-stock-changed.ts";

type Mode = "count" | "difference";
const modes: { value: Mode; label: string }[] = [
  { value: "count", label: "I counted them" },
  { value: "difference", label: "So many more or fewer" },
];

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
  const [mode, setMode] = useState<Mode>("count");
  const [typed, setTyped] = useState<number | string>("");
  const [reason, setReason] = useState<StockCorrectionReason | undefined>();
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<"quantity" | "reason" | null>(null);
  const changed = useStockChanged();
  const correct = trpc.stock.correct.useMutation({
    onError(error) {
      const refusal = refusalOf(error);
      if (refusal?.code === "STOCK_CHANGED" || refusal?.code === "STOCK_HELD") setSeen(refusal.details);
    },
    onSettled: changed,
  });
  const { frozen, send } = useOnce(correct, ({ onHand, seenOnHand }) =>
    onDone(`${stock.title}: on hand is ${onHand} now, and was ${seenOnHand}.`),
  );
  const number = typed === "" || typed === "-" ? null : Number(typed);
  const target = number === null ? null : mode === "count" ? number : seen.onHand + number;
  const onHand = frozen?.onHand ?? target;
  const why = disabledReason(onHand, frozen === null ? seen.onHand : Number.NaN, seen.held);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (onHand === null || why !== null) return setProblem("quantity");
    if (reason === undefined) return setProblem("reason");
    setProblem(null);
    const { variantId } = stock;
    send({ variantId, requestId, seenOnHand: seen.onHand, onHand, reason, note: note.trim() });
  }

  return (
    <Dialog title={`Correct ${stock.title}`} isBusy={correct.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <fieldset className={classes.fields} disabled={correct.isPending || frozen !== null}>
          <legend className={classes.legend}>What is really there?</legend>
          <div className={classes.modes}>
            {modes.map(({ value, label }) => (
              <Radio
                key={value}
                name="mode"
                size="xs"
                label={label}
                checked={mode === value}
                onChange={() => setMode(value)}
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
            value={typed}
            error={problem === "quantity" ? (why ?? "Write a number") : null}
            onChange={setTyped}
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
            value={reason ?? ""}
            error={problem === "reason" ? "Choose why" : null}
            onChange={(event) => setReason(readOneOf(event.currentTarget.value, stockCorrectionReasons))}
          />
          <Textarea
            label="Note"
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </fieldset>
        <Failure error={correct.error} isOpen={frozen !== null} />
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

/** Why this can't be sent; null when it can. */
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
