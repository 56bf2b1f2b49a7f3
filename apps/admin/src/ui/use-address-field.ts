import { useEffect, useRef } from "react";

/**
 * An uncontrolled field whose value stands in the address bar. It keeps the focus when it tells its value, and takes
 * another one over when somebody else changed the address: the way back, or “clear filters”.
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
