import type { Check } from "../check.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";

export const balanceTransactionChecks: readonly Check[] = [...retrieving, ...listChecks];
