import { filledLine } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { serviceLimits as limits } from "./service-limits.ts";

/** Minutes since midnight of a time such as 09:30; 24:00 is 1440. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** From when to when something is open, in minutes since midnight of the day on which it opens. */
export function minutesOf({ from, to }: { from: string; to: string }): { from: number; to: number } {
  const [opens, closes] = [minuteOf(from), minuteOf(to)];
  return { from: opens, to: closes > opens ? closes : closes + 24 * 60 };
}

const timeProblem = "Write a time such as 09:30";
const startOfOpening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeProblem);
const endOfOpening = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, timeProblem);

/** Local times of one day. A closing time that is not after the opening time is one of the next day. */
const openingSchema = z
  .object({ from: startOfOpening, to: endOfOpening })
  .refine(({ from, to }) => from !== to, {
    path: ["to"],
    message: "It closes when it opens; a whole day is 00:00 to 24:00",
  });
export type Opening = z.output<typeof openingSchema>;

const openingsOfDay = z
  .array(openingSchema)
  .max(limits.openingsOfDay, `At most ${limits.openingsOfDay} times on one day`)
  .superRefine((openings, context) => {
    const taken: { from: number; to: number }[] = [];
    for (const [place, opening] of openings.entries()) {
      const minutes = minutesOf(opening);
      if (taken.some(({ from, to }) => minutes.from < to && from < minutes.to))
        context.addIssue({
          code: "custom",
          path: [place, "from"],
          message: "These times overlap others of the day",
        });
      taken.push(minutes);
    }
  });

/** The openings of each weekday, from Monday to Sunday. */
export const weekSchema = z.array(openingsOfDay).length(7);
export type Week = z.output<typeof weekSchema>;

const dayOfException = z.iso.date("Choose a day").regex(/^[12]\d{3}-/, "This is not a date");

const exceptionSchema = z
  .object({
    /** The first and the last day. */
    from: dayOfException,
    to: dayOfException,
    /** What staff call it, such as "Christmas". */
    name: filledLine("The name", limits.exceptionName),
    /** When it opens on each of these days; none: closed. */
    openings: openingsOfDay,
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is before the first" });
export type OpeningException = z.output<typeof exceptionSchema>;

/** Days that differ from the week, no day twice. */
export const exceptionsSchema = z
  .array(exceptionSchema)
  .max(limits.exceptions, `At most ${limits.exceptions} exceptions`)
  .superRefine((exceptions, context) => {
    for (const [place, { from, to }] of exceptions.entries())
      if (exceptions.slice(0, place).some((other) => from <= other.to && other.from <= to))
        context.addIssue({
          code: "custom",
          path: [place, "from"],
          message: "These days overlap another exception",
        });
  });
