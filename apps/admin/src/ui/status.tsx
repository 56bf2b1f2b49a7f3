import classes from "./status.module.css";

/** The meaning of a badge's colour: good, under way, failed, needs attention, neutral. */
export type Tone = "good" | "wait" | "bad" | "info" | "idle" | "none";

/** A coloured dot and a label; the label alone says everything. */
export function Status({ tone, label }: { tone: Tone; label: string }) {
  return (
    <span className={classes.status} title={label}>
      <span className={classes.dot} data-tone={tone} aria-hidden="true" />
      {label}
    </span>
  );
}
