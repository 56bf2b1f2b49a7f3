import type { Check } from "../check.ts";
import { creatingRefusalsAndExpansion } from "./creating-refusals-and-expansion.ts";
import { creatingResults } from "./creating-results.ts";

export const customerSessionChecks: readonly Check[] = [...creatingResults, ...creatingRefusalsAndExpansion];
