import { z } from "../zod.ts";
import { healthRanges } from "./health-figures.ts";

export const healthInput = z.object({ range: z.enum(healthRanges) });
export type HealthInput = z.output<typeof healthInput>;
