import type { Check } from "../check.ts";
import { chargesSearching } from "./charges-searching.ts";
import { customersSearching } from "./customers-searching.ts";
import { paymentIntentsSearching } from "./payment-intents-searching.ts";

export const searchChecks: readonly Check[] = [
  ...paymentIntentsSearching,
  ...chargesSearching,
  ...customersSearching,
];
