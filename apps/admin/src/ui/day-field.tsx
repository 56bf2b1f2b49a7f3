import { TextInput, type TextInputProps } from "@mantine/core";
import { readDay } from "../search-params.ts";
import { useAddressField } from "./use-address-field.ts";

/** A day. A half-typed date stays in the field: `onChange` gets whole days only. */
export function DayField({
  value,
  onChange,
  ...inputProps
}: Omit<TextInputProps, "value" | "onChange" | "type"> & {
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  const { field, publish } = useAddressField(value, onChange);
  return (
    <TextInput
      {...inputProps}
      ref={field}
      type="date"
      size="xs"
      defaultValue={value ?? ""}
      onChange={({ currentTarget: { value: typed, validity } }) => {
        const day = readDay(typed);
        if (day !== undefined || (typed === "" && validity.valid)) publish(day);
      }}
    />
  );
}
