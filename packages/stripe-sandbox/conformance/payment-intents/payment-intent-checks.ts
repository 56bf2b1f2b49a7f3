import type { Check } from "../check.ts";
import { cancelling } from "./cancelling.ts";
import { capturing } from "./capturing.ts";
import { confirming } from "./confirming.ts";
import { creatingEventsAndIdempotency } from "./creating-events-and-idempotency.ts";
import { creatingRefusalsOfAmountsAndCards } from "./creating-refusals-of-amounts-and-cards.ts";
import { creatingRefusalsOfTerms } from "./creating-refusals-of-terms.ts";
import { creatingResults } from "./creating-results.ts";
import { creatingStates } from "./creating-states.ts";
import { lineItems } from "./line-items.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const paymentIntentChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingStates,
  ...creatingRefusalsOfAmountsAndCards,
  ...creatingRefusalsOfTerms,
  ...creatingEventsAndIdempotency,
  ...retrieving,
  ...updating,
  ...confirming,
  ...cancelling,
  ...capturing,
  ...listChecks,
  ...lineItems,
];
