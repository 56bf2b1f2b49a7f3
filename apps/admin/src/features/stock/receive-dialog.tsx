import { maxDeliveryLines, maxStockStep } from "@dualtrack/contract";
import { Button, CloseButton, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { type StockLevel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useStockChanged } from "./use-stock-changed.ts";
import { VariantPicker } from "./variant-picker.tsx";

interface DeliveryLine {
  variant: StockLevel;
  quantity: number | string;
}

/** A delivery of one or many variants: all of it comes in at once. */
export function ReceiveDialog({
  variants,
  onDone,
  onClose,
}: {
  /** What is known to have come. */
  variants: StockLevel[];
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [lines, setLines] = useState<DeliveryLine[]>(() =>
    variants.map((variant) => ({ variant, quantity: "" })),
  );
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const changed = useStockChanged();
  const receive = trpc.stock.receive.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(receive, () => onDone(`${arrived(lines)} on hand now.`));
  const isFixed = receive.isPending || frozen !== null;
  const canSend = lines.length > 0 && lines.every((line) => problemOf(line) === null);

  function pick(variant: StockLevel) {
    setLines((before) =>
      before.some((line) => line.variant.variantId === variant.variantId)
        ? before.map((line) =>
            isOf(line, variant) ? { ...line, quantity: Number(line.quantity) + 1 } : line,
          )
        : [...before, { variant, quantity: 1 }].slice(0, maxDeliveryLines),
    );
  }
  function change(variant: StockLevel, quantity: number | string) {
    setLines((before) => before.map((line) => (isOf(line, variant) ? { ...line, quantity } : line)));
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!canSend) return;
    send({
      requestId,
      note: note.trim(),
      lines: lines.map(({ variant, quantity }) => ({
        variantId: variant.variantId,
        quantity: Number(quantity),
      })),
    });
  }

  return (
    <Dialog title="Receive a delivery" size="lg" isBusy={receive.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <VariantPicker onPick={pick} disabled={isFixed} />
        {lines.length > 0 && (
          <ul className={classes.lines} aria-label="What has come">
            {lines.map((line) => (
              <li key={line.variant.variantId} className={classes.line}>
                <span className={classes.lineTitle}>
                  {line.variant.title}
                  <span className={classes.lineFacts}>
                    {line.variant.sku}, on hand {line.variant.onHand}
                    {problemOf(line) === null && ` → ${line.variant.onHand + Number(line.quantity)}`}
                  </span>
                </span>
                <NumberInput
                  aria-label={`Units of ${line.variant.title}`}
                  w={104}
                  allowDecimal={false}
                  allowNegative={false}
                  min={1}
                  max={maxStockStep}
                  value={line.quantity}
                  disabled={isFixed}
                  error={isTried ? problemOf(line) : null}
                  onChange={(quantity) => change(line.variant, quantity)}
                />
                <CloseButton
                  aria-label={`Take ${line.variant.title} off the list`}
                  disabled={isFixed}
                  onClick={() => setLines((before) => before.filter((other) => !isOf(other, line.variant)))}
                />
              </li>
            ))}
          </ul>
        )}
        <TextInput
          label="Note"
          description="For example the number of the delivery note."
          mt="md"
          maxLength={500}
          value={note}
          disabled={isFixed}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Failure error={receive.error} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {canSend
                ? `${arrived(lines)} more on hand, and can be bought at once.`
                : "Say what has come, and how many."}
            </strong>
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={receive.isPending}>
              {frozen === null ? "Don't receive" : "Close"}
            </Button>
            <Button type="submit" loading={receive.isPending}>
              Receive
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function isOf(line: DeliveryLine, variant: StockLevel): boolean {
  return line.variant.variantId === variant.variantId;
}

function problemOf({ quantity }: DeliveryLine): string | null {
  const units = Number(quantity);
  return quantity !== "" && Number.isSafeInteger(units) && units >= 1 && units <= maxStockStep
    ? null
    : "How many?";
}

/** `26 units of 2 products`. */
function arrived(lines: DeliveryLine[]): string {
  const units = lines.reduce((sum, { quantity }) => sum + Number(quantity), 0);
  const [only] = lines;
  const what = lines.length === 1 && only ? only.variant.title : `${lines.length} products`;
  return `${units} ${units === 1 ? "unit" : "units"} of ${what}`;
}
