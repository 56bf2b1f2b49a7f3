import type { Check } from "../check.ts";
import { creatingEventsAndMore } from "./creating-events-and-more.ts";
import { creatingRefusals } from "./creating-refusals.ts";
import { creatingResults } from "./creating-results.ts";
import { listChecks } from "./listing.ts";
import { searching } from "./searching.ts";
import { updating } from "./updating.ts";

export const priceChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingRefusals,
  ...creatingEventsAndMore,
  ...searching,
  ...updating,
  ...listChecks,
];
