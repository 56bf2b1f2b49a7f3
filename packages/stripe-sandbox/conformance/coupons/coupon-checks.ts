import type { Check } from "../check.ts";
import { creatingResultsAndRefusals } from "./creating-results-and-refusals.ts";
import { creatingStatesAndMore } from "./creating-states-and-more.ts";
import { deleting } from "./deleting.ts";
import { listChecks } from "./listing.ts";
import { updating } from "./updating.ts";

export const couponChecks: readonly Check[] = [
  ...creatingResultsAndRefusals,
  ...creatingStatesAndMore,
  ...updating,
  ...deleting,
  ...listChecks,
];
