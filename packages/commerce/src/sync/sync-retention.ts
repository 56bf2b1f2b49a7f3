import { removeOldSyncRuns } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const syncRetention: Retention = { name: "syncRuns", after: "syncRuns", remove: removeOldSyncRuns };
