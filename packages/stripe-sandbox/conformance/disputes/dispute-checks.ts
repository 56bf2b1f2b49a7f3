import type { Check } from "../check.ts";
import { closing } from "./closing.ts";
import { listChecks } from "./listing.ts";
import { refundsCreating } from "./refunds-creating.ts";
import { retrievingResultsOfCards } from "./retrieving-results-of-cards.ts";
import { retrievingResultsOfProgramsAndDebits } from "./retrieving-results-of-programs-and-debits.ts";
import { retrievingStatesAndMore } from "./retrieving-states-and-more.ts";
import { updatingIdempotency } from "./updating-idempotency.ts";
import { updatingRefusalsAndEvents } from "./updating-refusals-and-events.ts";
import { updatingResults } from "./updating-results.ts";
import { updatingStates } from "./updating-states.ts";

export const disputeChecks: readonly Check[] = [
  ...retrievingResultsOfCards,
  ...retrievingResultsOfProgramsAndDebits,
  ...retrievingStatesAndMore,
  ...updatingResults,
  ...updatingStates,
  ...updatingRefusalsAndEvents,
  ...updatingIdempotency,
  ...closing,
  ...listChecks,
  ...refundsCreating,
];
