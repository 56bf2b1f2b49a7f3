import { z } from "../zod.ts";
import { settingsLimits } from "./settings-limits.ts";

const { min, max } = settingsLimits.reservationMinutes;
const problem = `Write a whole number of minutes from ${min} to ${max}`;

/** How long a checkout reserves its goods, in the shop or of one product. */
export const reservationMinutesSchema = z.number(problem).int(problem).min(min, problem).max(max, problem);
