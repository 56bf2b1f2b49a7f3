import { listAudit } from "@dualtrack/commerce";
import { listAuditInput } from "@dualtrack/contract";
import { managerProcedure, router } from "./trpc.ts";

export const auditRouter = router({
  list: managerProcedure.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx.shop, input)),
});
