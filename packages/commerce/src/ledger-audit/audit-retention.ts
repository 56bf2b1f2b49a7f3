import { removeOldLedgerAudits } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const auditRetention: Retention = {
  ...{ name: "ledgerAudits", after: "syncRuns" },
  remove: removeOldLedgerAudits,
};
