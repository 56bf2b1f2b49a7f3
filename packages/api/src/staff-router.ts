import { router, staffProcedure } from "./trpc.ts";

export const staffRouter = router({
  me: staffProcedure.query(({ ctx }) => ctx.staff),
});
