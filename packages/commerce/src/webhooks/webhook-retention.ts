import { removeOldEvents, removeOldRejections } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const webhookRetention: readonly Retention[] = [
  { name: "events", after: "events", remove: removeOldEvents },
  { name: "rejections", after: "rejections", remove: removeOldRejections },
];
