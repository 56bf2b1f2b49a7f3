import { removeOldDiscrepancies } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const discrepancyRetention: Retention = {
  ...{ name: "discrepancies", after: "syncRuns" },
  remove: removeOldDiscrepancies,
};
