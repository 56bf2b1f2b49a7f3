import type { Check } from "../check.ts";
import { paymentIntentsCancelling } from "./payment-intents-cancelling.ts";
import { paymentIntentsConfirming } from "./payment-intents-confirming.ts";
import { paymentIntentsCreatingRefusalsAndEvents } from "./payment-intents-creating-refusals-and-events.ts";
import { paymentIntentsCreatingResultsAndStates } from "./payment-intents-creating-results-and-states.ts";
import { paymentIntentsUpdating } from "./payment-intents-updating.ts";
import { paymentMethodsCreating } from "./payment-methods-creating.ts";
import { paymentMethodsListing } from "./payment-methods-listing.ts";
import { refundsCreating } from "./refunds-creating.ts";

export const sepaDebitChecks: readonly Check[] = [
  ...paymentMethodsCreating,
  ...paymentIntentsCreatingResultsAndStates,
  ...paymentIntentsCreatingRefusalsAndEvents,
  ...paymentIntentsUpdating,
  ...paymentIntentsConfirming,
  ...paymentIntentsCancelling,
  ...refundsCreating,
  ...paymentMethodsListing,
];
