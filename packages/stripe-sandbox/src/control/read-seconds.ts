import { ControlError } from "./control-error.ts";

/** A number of seconds from 0 to a maximum; 0 when left out. */
export function readSeconds(name: string, value: unknown, most: number): number {
  if (value === undefined) return 0;
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > most)
    throw new ControlError(400, `${name} is a whole number of seconds from 0 to ${most}`);
  return Number(value);
}
