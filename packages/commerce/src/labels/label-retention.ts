import { removeOldCarrierEvents, removeOldRatedLabels } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const labelRetention: readonly Retention[] = [
  { name: "ratedLabels", after: "carts", remove: removeOldRatedLabels },
  { name: "carrierEvents", after: "events", remove: removeOldCarrierEvents },
];
