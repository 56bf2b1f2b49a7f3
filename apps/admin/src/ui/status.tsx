import classes from "./status.module.css";

/** What a dot means: all well, under way, gone wrong, worth a look, nothing (yet) to tell. */
export type Tone = "good" | "wait" | "bad" | "info" | "idle" | "none";

/** A coloured dot and a word; the word alone says it all, for those who don't see the colour. */
export function Status({ tone, label }: { tone: Tone; label: string }) {
  return (
    <span className={classes.status} title={label}>
      <span className={classes.dot} data-tone={tone} aria-hidden="true" />
      {label}
    </span>
  );
}
