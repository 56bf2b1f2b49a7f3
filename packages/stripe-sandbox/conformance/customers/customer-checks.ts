import type { Check } from "../check.ts";
import { creatingRefusalsAndMore } from "./creating-refusals-and-more.ts";
import { creatingResults } from "./creating-results.ts";
import { deleting } from "./deleting.ts";
import { listChecks } from "./listing.ts";
import { paymentMethodsDetaching } from "./payment-methods-detaching.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const customerChecks: readonly Check[] = [
  ...creatingResults,
  ...creatingRefusalsAndMore,
  ...updating,
  ...retrieving,
  ...deleting,
  ...listChecks,
  ...paymentMethodsDetaching,
];
