import { z } from "../zod.ts";

/** A month (`2026-11`), a quarter (`2026-Q4`) or a year (`2026`), in the shop's time zone. */
export const taxPeriodSchema = z
  .string()
  .regex(/^2\d{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, "Choose a month, a quarter or a year");

export const taxReportInput = z.object({ period: taxPeriodSchema });
