import { ActionIcon } from "@mantine/core";
import classes from "./move-buttons.module.css";

/** Moves a row of a list one place up or down. */
export function MoveButtons({
  id,
  name,
  isBusy,
  onMove,
}: {
  /** Of the row. */
  id: string;
  name: string;
  isBusy: boolean;
  onMove: (step: -1 | 1) => void;
}) {
  return (
    <span className={classes.moves}>
      {([-1, 1] as const).map((step) => (
        <ActionIcon
          key={step}
          id={buttonId(id, step)}
          size="sm"
          variant="default"
          aria-label={`Move ${name} ${step === -1 ? "up" : "down"}`}
          aria-disabled={isBusy || undefined}
          onClick={() => !isBusy && onMove(step)}
        >
          {step === -1 ? "↑" : "↓"}
        </ActionIcon>
      ))}
    </span>
  );
}

/** Gives the focus back to a button whose row has moved, and lost it. */
export function focusMoveButton(id: string, step: -1 | 1): void {
  document.getElementById(buttonId(id, step))?.focus();
}

function buttonId(id: string, step: number): string {
  return `move-${id}-${step}`;
}
