import { getConversion, getHealth, getHealthNow } from "@dualtrack/commerce";
import { conversionInput, healthInput } from "@dualtrack/contract";
import { router, staffProcedure } from "./trpc.ts";

/** What the shop has measured of itself. */
export const healthRouter = router({
  /** The figures of a range until now, with their goals. */
  figures: staffProcedure.input(healthInput).query(({ ctx, input }) => getHealth(ctx.shop, input)),
  /** How far carts came, by days and kinds of goods. */
  conversion: staffProcedure.input(conversionInput).query(({ ctx, input }) => getConversion(ctx.shop, input)),
  /** What waits and is held at this moment, the processes, and on which days jobs ran throughout. */
  now: staffProcedure.query(({ ctx }) => getHealthNow(ctx.shop)),
});
