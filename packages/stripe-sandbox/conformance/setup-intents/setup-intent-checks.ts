import type { Check } from "../check.ts";
import { cancelling } from "./cancelling.ts";
import { confirming } from "./confirming.ts";
import { creatingRefusalsAndEvents } from "./creating-refusals-and-events.ts";
import { creatingResultsAndStates } from "./creating-results-and-states.ts";
import { listChecks } from "./listing.ts";
import { mandatesRetrieving } from "./mandates-retrieving.ts";
import { retrieving } from "./retrieving.ts";
import { setupAttemptsListing } from "./setup-attempts-listing.ts";
import { updating } from "./updating.ts";

export const setupIntentChecks: readonly Check[] = [
  ...creatingResultsAndStates,
  ...creatingRefusalsAndEvents,
  ...retrieving,
  ...updating,
  ...confirming,
  ...cancelling,
  ...listChecks,
  ...setupAttemptsListing,
  ...mandatesRetrieving,
];
