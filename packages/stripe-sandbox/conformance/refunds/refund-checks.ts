import type { Check } from "../check.ts";
import { cancelling } from "./cancelling.ts";
import { creatingEventsAndMore } from "./creating-events-and-more.ts";
import { creatingRefusals } from "./creating-refusals.ts";
import { creatingResults } from "./creating-results.ts";
import { creatingStates } from "./creating-states.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const refundChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingStates,
  ...creatingRefusals,
  ...creatingEventsAndMore,
  ...retrieving,
  ...updating,
  ...cancelling,
  ...listChecks,
];
