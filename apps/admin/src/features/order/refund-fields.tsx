import { staffRefundReasons } from "@dualtrack/contract";
import { NativeSelect, Radio, Textarea, TextInput } from "@mantine/core";
import { staffReasonLabels } from "../../order-badges.ts";
import { readOneOf } from "../../search-params.ts";
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
  choice,
  problem,
  disabled,
  onChange,
}: {
  order: OrderView;
  choice: RefundChoice;
  problem: string | null;
  disabled: boolean;
  onChange: (part: Partial<RefundChoice>) => void;
}) {
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
            onChange={() => onChange({ mode: value })}
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
          value={choice.amountText}
          error={problem}
          onChange={(event) => onChange({ amountText: event.currentTarget.value })}
        />
      ) : (
        <RefundLines order={order} choice={choice} problem={problem} onChange={onChange} />
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
        value={choice.reason}
        onChange={(event) => {
          const reason = readOneOf(event.currentTarget.value, staffRefundReasons);
          if (reason) onChange({ reason });
        }}
      />
      <Textarea
        label="Note"
        description="For your colleagues; the customer does not see it."
        rows={2}
        maxLength={1_000}
        value={choice.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </fieldset>
  );
}
