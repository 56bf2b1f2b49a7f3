import { limitCheckouts, listSwitches, setSwitch } from "@dualtrack/commerce";
import { limitCheckoutsInput, setSwitchInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** Parts of the shop that can be switched off. Both changes answer with all of them as they are afterwards. */
export const switchesRouter = router({
  list: staffProcedure.query(async ({ ctx }) => ({ switches: await listSwitches(ctx.shop) })),
  set: managerProcedure.input(setSwitchInput).mutation(async ({ ctx, input }) => {
    await setSwitch(ctx.shop, { ...input, by: ctx.by });
    return { switches: await listSwitches(ctx.shop) };
  }),
  limitCheckouts: managerProcedure.input(limitCheckoutsInput).mutation(async ({ ctx, input }) => {
    await limitCheckouts(ctx.shop, { ...input, by: ctx.by });
    return { switches: await listSwitches(ctx.shop) };
  }),
});
