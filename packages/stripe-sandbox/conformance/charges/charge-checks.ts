import type { Check } from "../check.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const chargeChecks: readonly Check[] = [...retrieving, ...updating, ...listChecks];
