import { getAttention, getFigures } from "@dualtrack/commerce";
import { router, staffProcedure } from "./trpc.ts";

export const reportsRouter = router({
  attention: staffProcedure.query(({ ctx }) => getAttention(ctx.shop)),
  figures: staffProcedure.query(({ ctx }) => getFigures(ctx.shop)),
});
