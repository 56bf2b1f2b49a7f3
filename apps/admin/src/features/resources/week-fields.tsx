import { type Week, weekSchema } from "@dualtrack/contract";
import { TextInput, type TextInputProps } from "@mantine/core";
import { readOpenings, weekdays } from "./opening-text.ts";
import classes from "./resources.module.css";

/** Why a day's hours can't be saved; null: they can. */
export function openingsProblem(text: string): string | null {
  const openings = readOpenings(text);
  if (openings === null) return "Write times such as 10:00–18:00, or nothing if it is closed";
  const checked = weekSchema.safeParse([openings, [], [], [], [], [], []]);
  return checked.success ? null : (checked.error.issues[0]?.message ?? null);
}

/** The problems of a week's fields, by their names. */
export function weekProblems(texts: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(texts.map((text, day) => [`week.${day}`, openingsProblem(text)]));
}

export function weekOf(texts: readonly string[]): Week {
  return texts.map((text) => readOpenings(text) ?? []);
}

/** The hours of each weekday, typed as people write them. */
export function WeekFields({ inputProps }: { inputProps: (name: string) => TextInputProps }) {
  return (
    <div className={classes.week}>
      {weekdays.map((name, day) => (
        <TextInput
          key={name}
          label={name}
          placeholder="closed"
          maxLength={120}
          {...inputProps(`week.${day}`)}
        />
      ))}
    </div>
  );
}
