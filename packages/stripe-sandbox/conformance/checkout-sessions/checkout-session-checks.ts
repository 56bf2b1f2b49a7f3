import type { Check } from "../check.ts";
import { creatingIdempotencyAndMore } from "./creating-idempotency-and-more.ts";
import { creatingRefusalsOfLines } from "./creating-refusals-of-lines.ts";
import { creatingRefusalsOfPages } from "./creating-refusals-of-pages.ts";
import { creatingRefusalsOfTerms } from "./creating-refusals-of-terms.ts";
import { creatingResultsOfOpening } from "./creating-results-of-opening.ts";
import { creatingResultsOfTotals } from "./creating-results-of-totals.ts";
import { creatingStatesOfPayment } from "./creating-states-of-payment.ts";
import { creatingStatesOnCompletion } from "./creating-states-on-completion.ts";
import { expiring } from "./expiring.ts";
import { lineItems } from "./line-items.ts";
import { listChecks } from "./listing.ts";
import { paymentIntentsCancelling } from "./payment-intents-cancelling.ts";
import { paymentIntentsConfirming } from "./payment-intents-confirming.ts";
import { updating } from "./updating.ts";

export const checkoutSessionChecks: readonly Check[] = [
  ...creatingResultsOfOpening,
  ...creatingResultsOfTotals,
  ...creatingRefusalsOfPages,
  ...creatingRefusalsOfLines,
  ...creatingRefusalsOfTerms,
  ...creatingIdempotencyAndMore,
  ...creatingStatesOfPayment,
  ...creatingStatesOnCompletion,
  ...expiring,
  ...updating,
  ...listChecks,
  ...lineItems,
  ...paymentIntentsCancelling,
  ...paymentIntentsConfirming,
];
