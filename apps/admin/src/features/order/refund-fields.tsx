import { staffRefundReasons } from "@dualtrack/contract";
import { NativeSelect, Radio, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { staffReasonLabels } from "../../order-badges.ts";
import type { OrderView } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { RefundLines } from "./refund-lines.tsx";
import type { RefundChoice, RefundMode } from "./refund-plan.ts";

const modes: { value: RefundMode; label: string }[] = [
  { value: "rest", label: "All that is left" },
  { value: "lines", label: "By line" },
  { value: "amount", label: "By amount" },
];

/** The amount, the goods and the reason of a refund. */
export function RefundFields({
  order,
  form,
  problem,
  disabled,
}: {
  order: OrderView;
  form: Pick<UseFormReturnType<RefundChoice>, "values" | "setValues" | "getInputProps">;
  problem: string | null;
  disabled: boolean;
}) {
  const choice = form.values;
  const currency = order.total.currency.toUpperCase();
  return (
    <fieldset className={classes.fields} disabled={disabled}>
      <legend className={classes.legend}>How much?</legend>
      <div className={classes.modes}>
        {modes.map(({ value, label }) => (
          <Radio
            key={value}
            name="mode"
            size="xs"
            label={label}
            value={value}
            checked={choice.mode === value}
            data-autofocus={value === "rest" || undefined}
            onChange={() => form.setValues({ mode: value })}
          />
        ))}
      </div>
      {choice.mode === "amount" ? (
        <TextInput
          label={`Amount in ${currency}`}
          description="For a sum that belongs to no line. Stock stays as it is."
          inputMode="decimal"
          autoComplete="off"
          maw={260}
          {...form.getInputProps("amountText")}
          error={problem}
        />
      ) : (
        <RefundLines order={order} choice={choice} problem={problem} onChange={form.setValues} />
      )}
      <NativeSelect
        label="Reason"
        description={
          choice.reason === "fraudulent"
            ? "Stripe puts the card and the e-mail on its block lists."
            : undefined
        }
        maw={260}
        data={staffRefundReasons.map((value) => ({ value, label: staffReasonLabels[value] }))}
        {...form.getInputProps("reason")}
      />
      <Textarea
        label="Note"
        description="For your colleagues; the customer does not see it."
        rows={2}
        maxLength={1_000}
        {...form.getInputProps("note")}
      />
    </fieldset>
  );
}
