import { removeOldSessions, removeOldVerifications } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const staffRetention: readonly Retention[] = [
  { name: "sessions", after: "jobs", remove: removeOldSessions },
  { name: "verifications", after: "jobs", remove: removeOldVerifications },
];
