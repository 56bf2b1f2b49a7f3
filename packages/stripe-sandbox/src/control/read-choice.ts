import { ControlError } from "./control-error.ts";

/** Reads one of several allowed values. */
export function readChoice<Choice extends string>(
  name: string,
  value: unknown,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new ControlError(400, `${name} is one of ${choices.join(", ")}`);
  return choice;
}
