import { removeOldAlerts } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const alertRetention: Retention = { name: "alerts", after: "syncRuns", remove: removeOldAlerts };
