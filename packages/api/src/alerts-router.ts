import {
  acknowledgeAlert,
  getAlertSettings,
  getLedgerAudit,
  listClearedAlerts,
  listOpenAlerts,
  requestLedgerAudit,
  testAlertSettings,
  updateAlertSettings,
} from "@dualtrack/commerce";
import { alertInput, listAlertsInput, updateAlertSettingsInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const alertsRouter = router({
  open: staffProcedure.query(({ ctx }) => listOpenAlerts(ctx.shop)),
  /** Those that are over. */
  cleared: staffProcedure
    .input(listAlertsInput)
    .query(({ ctx, input }) => listClearedAlerts(ctx.shop, input)),
  acknowledge: staffProcedure
    .input(alertInput)
    .mutation(({ ctx, input }) => acknowledgeAlert(ctx.shop, { ...input, by: ctx.by })),
  settings: staffProcedure.query(({ ctx }) => getAlertSettings(ctx.shop)),
  updateSettings: managerProcedure.input(updateAlertSettingsInput).mutation(async ({ ctx, input }) => {
    await updateAlertSettings(ctx.shop, { ...input, by: ctx.by });
    return getAlertSettings(ctx.shop);
  }),
  sendTest: managerProcedure.mutation(({ ctx }) => testAlertSettings(ctx.shop, { by: ctx.by })),
  /** The last audit of the ledger. */
  ledger: staffProcedure.query(({ ctx }) => getLedgerAudit(ctx.shop)),
  auditLedger: managerProcedure.mutation(({ ctx }) => requestLedgerAudit(ctx.shop, { by: ctx.by })),
});
