import type { Check } from "../check.ts";
import { paymentIntentsCreatingResults } from "./payment-intents-creating-results.ts";
import { paymentIntentsCreatingStatesAndRefusals } from "./payment-intents-creating-states-and-refusals.ts";
import { paymentMethodsCreating } from "./payment-methods-creating.ts";

export const testCardChecks: readonly Check[] = [
  ...paymentIntentsCreatingResults,
  ...paymentIntentsCreatingStatesAndRefusals,
  ...paymentMethodsCreating,
];
