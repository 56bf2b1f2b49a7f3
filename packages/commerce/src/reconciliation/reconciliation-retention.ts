import { removeOldReconciliationRuns } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const reconciliationRetention: Retention = {
  ...{ name: "reconciliationRuns", after: "syncRuns" },
  remove: removeOldReconciliationRuns,
};
