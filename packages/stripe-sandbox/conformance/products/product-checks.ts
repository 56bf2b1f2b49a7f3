import type { Check } from "../check.ts";
import { creatingRefusalsAndMore } from "./creating-refusals-and-more.ts";
import { creatingResults } from "./creating-results.ts";
import { deleting } from "./deleting.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";
import { searching } from "./searching.ts";
import { updating } from "./updating.ts";

export const productChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingRefusalsAndMore,
  ...retrieving,
  ...searching,
  ...updating,
  ...deleting,
  ...listChecks,
];
