import type { Check } from "../check.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";

export const earlyFraudWarningChecks: readonly Check[] = [...retrieving, ...listChecks];
