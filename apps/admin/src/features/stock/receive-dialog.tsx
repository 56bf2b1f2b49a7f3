import { newRequestId } from "@dualtrack/browser";
import { maxDeliveryLines, maxStockStep, receiveStockInput } from "@dualtrack/contract";
import { Button, CloseButton, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { type StockLevel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useStockChanged } from "./use-stock-changed.ts";
import { VariantPicker } from "./variant-picker.tsx";

interface DeliveryLine {
  variant: StockLevel;
  quantity: number | string;
}

/** Receives a delivery of one or many variants, all of it at once. */
export function ReceiveDialog({
  variants,
  onDone,
  onClose,
}: {
  /** The lines that are complete. */
  variants: StockLevel[];
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const changed = useStockChanged();
  const receive = trpc.stock.receive.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstValues(variants),
    schema: receiveStockInput,
    inputOf: (values) => ({
      requestId,
      note: values.note,
      lines: values.lines.map(({ variant: { variantId }, quantity }) => ({
        variantId,
        quantity: quantity === "" ? null : Number(quantity),
      })),
    }),
    mutation: receive,
    onDone: () => onDone(`${arrived(lines)} on hand now.`),
  });
  const { lines } = form.values;
  const isComplete = lines.length > 0 && lines.every(isCounted);

  function pick(variant: StockLevel) {
    const index = lines.findIndex((line) => line.variant.variantId === variant.variantId);
    const line = lines[index];
    if (line !== undefined) form.setFieldValue(`lines.${index}.quantity`, Number(line.quantity) + 1);
    else if (lines.length < maxDeliveryLines) form.insertListItem("lines", { variant, quantity: 1 });
  }

  return (
    <Dialog title="Receive a delivery" size="lg" isBusy={receive.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <VariantPicker onPick={pick} disabled={isLocked} />
        {lines.length > 0 && (
          <ul className={classes.lines} aria-label="What has come">
            {lines.map((line, index) => (
              <li key={line.variant.variantId} className={classes.line}>
                <span className={classes.lineTitle}>
                  {line.variant.title}
                  <span className={classes.lineFacts}>
                    {line.variant.sku}, on hand {line.variant.onHand}
                    {isCounted(line) && ` → ${line.variant.onHand + Number(line.quantity)}`}
                  </span>
                </span>
                <NumberInput
                  aria-label={`Units of ${line.variant.title}`}
                  w={104}
                  allowDecimal={false}
                  allowNegative={false}
                  min={1}
                  max={maxStockStep}
                  clampBehavior="none"
                  disabled={isLocked}
                  {...form.getInputProps(`lines.${index}.quantity`)}
                />
                <CloseButton
                  aria-label={`Take ${line.variant.title} off the list`}
                  disabled={isLocked}
                  onClick={() => form.removeListItem("lines", index)}
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
          disabled={isLocked}
          {...form.getInputProps("note")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {isComplete
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

function firstValues(variants: StockLevel[]): { lines: DeliveryLine[]; note: string } {
  return { lines: variants.map((variant) => ({ variant, quantity: "" })), note: "" };
}

function isCounted({ quantity }: DeliveryLine): boolean {
  const units = Number(quantity);
  return quantity !== "" && Number.isSafeInteger(units) && units >= 1 && units <= maxStockStep;
}

/** `26 units of 2 products`. */
function arrived(lines: DeliveryLine[]): string {
  const units = lines.reduce((sum, { quantity }) => sum + Number(quantity), 0);
  const [only] = lines;
  const what = lines.length === 1 && only ? only.variant.title : `${lines.length} products`;
  return `${units} ${units === 1 ? "unit" : "units"} of ${what}`;
}
