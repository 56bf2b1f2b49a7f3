import { useEffect, useRef } from "react";

/**
 * An uncontrolled field whose value stands in the address bar. It keeps the focus when it tells its value, and takes
 * another one over when somebody else changed the address: the way back, or “clear filters”.
 */
export function useTold(value: string | undefined, onTell: (value: string | undefined) => void) {
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    if (field.current) field.current.value = value ?? "";
  }, [value]);
  return {
    field,
    tell(wanted: string | undefined) {
      if (wanted === told.current) return;
      told.current = wanted;
      onTell(wanted);
    },
  };
}
