import type { Check } from "../check.ts";
import { attaching } from "./attaching.ts";
import { creating } from "./creating.ts";
import { detaching } from "./detaching.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const paymentMethodChecks: readonly Check[] = [
  ...creating,
  ...updating,
  ...attaching,
  ...detaching,
  ...retrieving,
];
