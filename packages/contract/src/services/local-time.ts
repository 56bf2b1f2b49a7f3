import { z } from "../zod.ts";

const timeProblem = "Write a day and a time";

/** A time on the clocks of the shop's time zone, without any zone. PostgreSQL can't store every year of ISO 8601. */
export const localTime = z.iso
  .datetime({ local: true, precision: -1, error: timeProblem })
  .regex(/^2[01].*\d$/, timeProblem);
