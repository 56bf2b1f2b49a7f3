import { z } from "../zod.ts";
import { conversionDays } from "./conversion.ts";
import { healthRanges } from "./health-figures.ts";

export const healthInput = z.object({ range: z.enum(healthRanges) });
export type HealthInput = z.output<typeof healthInput>;

/** Of so many days until today. */
export const conversionInput = z.object({ days: z.literal(conversionDays) });
export type ConversionInput = z.output<typeof conversionInput>;
