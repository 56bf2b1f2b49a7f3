import { useEffect, useRef } from "react";

/**
 * An uncontrolled field whose value stands in the address. It keeps the focus when it publishes its value, and takes
 * over a value that was changed from outside: by the way back, or by “clear filters”.
 */
export function useAddressField(value: string | undefined, onChange: (value: string | undefined) => void) {
  const field = useRef<HTMLInputElement>(null);
  const published = useRef(value);
  useEffect(() => {
    if (value === published.current) return;
    published.current = value;
    if (field.current) field.current.value = value ?? "";
  }, [value]);
  return {
    field,
    publish(wanted: string | undefined) {
      if (wanted === published.current) return;
      published.current = wanted;
      onChange(wanted);
    },
  };
}
