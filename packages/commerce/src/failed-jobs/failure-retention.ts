import { removeOldJobFailures } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const failureRetention: Retention = {
  ...{ name: "jobFailures", after: "jobs" },
  remove: removeOldJobFailures,
};
