import { removeOldLiveRateAnswers } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const liveRateRetention: readonly Retention[] = [
  { name: "liveRateAnswers", after: "carts", remove: removeOldLiveRateAnswers },
];
