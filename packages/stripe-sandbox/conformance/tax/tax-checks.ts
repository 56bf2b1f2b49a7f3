import type { Check } from "../check.ts";
import { calculationsCreatingRefusalsAndExpansion } from "./calculations-creating-refusals-and-expansion.ts";
import { calculationsCreatingResults } from "./calculations-creating-results.ts";
import { calculationsLineItems } from "./calculations-line-items.ts";
import { calculationsRetrieving } from "./calculations-retrieving.ts";
import { transactionsCreating } from "./transactions-creating.ts";
import { transactionsLineItems } from "./transactions-line-items.ts";
import { transactionsReversing } from "./transactions-reversing.ts";

export const taxChecks: readonly Check[] = [
  ...calculationsCreatingResults,
  ...calculationsCreatingRefusalsAndExpansion,
  ...calculationsRetrieving,
  ...calculationsLineItems,
  ...transactionsCreating,
  ...transactionsReversing,
  ...transactionsLineItems,
];
