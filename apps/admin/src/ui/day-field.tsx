import { TextInput, type TextInputProps } from "@mantine/core";
import { readDay } from "../search-params.ts";
import { useAddressField } from "./use-address-field.ts";

/** A day. What is being typed stays the browser's until it is a whole one: a half-typed year is none yet. */
export function DayField({
  value,
  onChange,
  ...look
}: Omit<TextInputProps, "value" | "onChange" | "type"> & {
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  const { field, publish } = useAddressField(value, onChange);
  return (
    <TextInput
      {...look}
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
