import type { Check } from "../check.ts";
import { approving } from "./approving.ts";
import { listChecks } from "./listing.ts";
import { retrievingRefusalsAndMore } from "./retrieving-refusals-and-more.ts";
import { retrievingResultsAndStates } from "./retrieving-results-and-states.ts";

export const reviewChecks: readonly Check[] = [
  ...retrievingResultsAndStates,
  ...retrievingRefusalsAndMore,
  ...approving,
  ...listChecks,
];
