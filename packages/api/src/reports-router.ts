import { getAttention, getEcSalesList, getFigures, getTaxReport } from "@dualtrack/commerce";
import { taxReportInput } from "@dualtrack/contract";
import { router, staffProcedure } from "./trpc.ts";

export const reportsRouter = router({
  tax: staffProcedure.input(taxReportInput).query(({ ctx, input }) => getTaxReport(ctx.shop, input)),
  ecSales: staffProcedure.input(taxReportInput).query(({ ctx, input }) => getEcSalesList(ctx.shop, input)),
  attention: staffProcedure.query(({ ctx }) => getAttention(ctx.shop)),
  figures: staffProcedure.query(({ ctx }) => getFigures(ctx.shop)),
});
