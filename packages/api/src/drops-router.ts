import {
  endDrop,
  getDrop,
  getDropPlace,
  joinLine,
  leaveDropLine,
  letIn,
  listPlacesForStaff,
  makePuzzle,
  setDrop,
  setDropState,
} from "@dualtrack/commerce";
import {
  dropOfProductInput,
  joinDropInput,
  letInInput,
  listDropPlacesInput,
  setDropInput,
  setDropStateInput,
} from "@dualtrack/contract";
import { dropPlacesFrom } from "./drop-places.ts";
import { openStream } from "./open-stream.ts";
import {
  limitedProcedure,
  managerProcedure,
  publicProcedure,
  readProcedure,
  router,
  staffProcedure,
} from "./trpc.ts";

export const dropsRouter = router({
  /** What a browser solves before it joins. A mutation, so that a browser without a cart's cookie gets it: the puzzle is for that. */
  puzzle: readProcedure
    .input(dropOfProductInput)
    .mutation(({ ctx, input }) => makePuzzle(ctx.shop, { ...input, cartToken: ctx.cartToken })),
  join: limitedProcedure("checkouts")
    .input(joinDropInput)
    .mutation(({ ctx, input }) => joinLine(ctx.shop, { ...input, cartToken: ctx.cartToken })),
  leave: readProcedure
    .input(dropOfProductInput)
    .mutation(({ ctx, input }) => leaveDropLine(ctx.shop, { ...input, cartToken: ctx.cartToken })),
  place: readProcedure
    .input(dropOfProductInput)
    .query(({ ctx, input }) => getDropPlace(ctx.shop, { ...input, cartToken: ctx.cartToken })),
  /** The place whenever the line moves. TOO_MANY_REQUESTS: their network, or all of them, have too many streams; the page can still ask. */
  watch: publicProcedure.input(dropOfProductInput).subscription(async function* ({
    ctx: { shop, ip, cartToken },
    input: { productId },
    signal,
  }) {
    using _ = openStream(ip);
    yield* dropPlacesFrom(shop, { productId, cartToken }, signal);
  }),
  get: staffProcedure.input(dropOfProductInput).query(({ ctx, input }) => getDrop(ctx.shop, input.productId)),
  /** The places in the line, in its order. */
  places: staffProcedure
    .input(listDropPlacesInput)
    .query(({ ctx, input }) => listPlacesForStaff(ctx.shop, input)),
  set: managerProcedure
    .input(setDropInput)
    .mutation(({ ctx, input }) => setDrop(ctx.shop, { ...input, by: ctx.by })),
  end: managerProcedure
    .input(dropOfProductInput)
    .mutation(({ ctx, input }) => endDrop(ctx.shop, { ...input, by: ctx.by })),
  setState: managerProcedure
    .input(setDropStateInput)
    .mutation(({ ctx, input }) => setDropState(ctx.shop, { ...input, by: ctx.by })),
  letIn: managerProcedure
    .input(letInInput)
    .mutation(({ ctx, input }) => letIn(ctx.shop, { ...input, by: ctx.by })),
});
