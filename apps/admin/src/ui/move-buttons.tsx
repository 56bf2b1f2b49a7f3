import { ActionIcon } from "@mantine/core";
import classes from "./move-buttons.module.css";

/** Moves a row of a list one place up or down. */
export function MoveButtons({
  id,
  name,
  isBusy,
  ends = { isFirst: false, isLast: false },
  onMove,
}: {
  /** Of the row. */
  id: string;
  name: string;
  isBusy: boolean;
  /** Where there is nothing further up or down. Lists that are read a page at a time don't know it. */
  ends?: { isFirst: boolean; isLast: boolean };
  onMove: (step: -1 | 1) => void;
}) {
  const isStuck = (step: -1 | 1) => isBusy || (step === -1 ? ends.isFirst : ends.isLast);
  return (
    <span className={classes.moves}>
      {([-1, 1] as const).map((step) => (
        <ActionIcon
          key={step}
          id={buttonId(id, step)}
          size="sm"
          variant="default"
          aria-label={`Move ${name} ${step === -1 ? "up" : "down"}`}
          aria-disabled={isStuck(step) || undefined}
          data-disabled={isStuck(step) || undefined} // it looks disabled, and keeps the focus
          onClick={() => !isStuck(step) && onMove(step)}
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
