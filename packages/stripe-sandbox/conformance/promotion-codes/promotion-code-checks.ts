import type { Check } from "../check.ts";
import { creatingExpansionAndIdempotency } from "./creating-expansion-and-idempotency.ts";
import { creatingRefusalsAndMore } from "./creating-refusals-and-more.ts";
import { creatingResults } from "./creating-results.ts";
import { listChecks } from "./listing.ts";
import { updating } from "./updating.ts";

export const promotionCodeChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingRefusalsAndMore,
  ...creatingExpansionAndIdempotency,
  ...updating,
  ...listChecks,
];
