import { TextInput } from "@mantine/core";
import { useState } from "react";
import { parseAmount } from "../../parse-amount.ts";
import { useSettings } from "../../server/settings.ts";

/**
 * One end of a range of amounts. It calls `onChange` on Enter or when it loses the focus, and only with a valid amount.
 */
export function AmountFilter(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { baseCurrency: currency } = useSettings();
  const [text, setText] = useState(props.value ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  function apply() {
    const typed = text.trim();
    const parsed = typed === "" ? null : parseAmount(typed, currency);
    setProblem(parsed?.problem ?? null);
    if (!parsed?.problem && typed !== (props.value ?? "")) props.onChange(typed === "" ? undefined : typed);
  }
  return (
    <TextInput
      size="xs"
      label={`${props.label} (${currency.toUpperCase()})`}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={problem}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === "Enter") apply();
      }}
    />
  );
}
