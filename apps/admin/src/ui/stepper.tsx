import { ActionIcon } from "@mantine/core";
import classes from "./dialog.module.css";

/** A small whole number from 0 to `max`. */
export function Stepper({
  label,
  value,
  max,
  onChange,
}: {
  label: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <fieldset className={classes.stepper} aria-label={`Quantity of ${label}`}>
      <ActionIcon
        variant="default"
        aria-label={`One less of ${label}`}
        disabled={value <= 0}
        onClick={() => onChange(value - 1)}
      >
        −
      </ActionIcon>
      <output className={classes.stepperValue}>
        {value} of {max}
      </output>
      <ActionIcon
        variant="default"
        aria-label={`One more of ${label}`}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        +
      </ActionIcon>
    </fieldset>
  );
}
