import { TextInput, type TextInputProps } from "@mantine/core";
import { useAddressField } from "./use-address-field.ts";

/** A text field that calls `onCommit` on Enter, or when it loses the focus. */
export function LazyField({
  value,
  onCommit,
  ...inputProps
}: Omit<TextInputProps, "value"> & {
  value: string | undefined;
  onCommit: (text: string | undefined) => void;
}) {
  const { field, publish } = useAddressField(value, onCommit);
  const commit = (text: string) => publish(text.trim() || undefined);
  return (
    <TextInput
      {...inputProps}
      ref={field}
      size="xs"
      defaultValue={value ?? ""}
      onBlur={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
    />
  );
}
