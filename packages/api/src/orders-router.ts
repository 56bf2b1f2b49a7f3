import { getOrder, listOrders, placeOrder, readOrderToken } from "@dualtrack/commerce";
import { listOrdersInput, orderTokenInput, placeOrderInput } from "@dualtrack/contract";
import { tracked } from "@trpc/server";
import { hintsAbout } from "./hints.ts";
import { publicProcedure, router, staffProcedure } from "./trpc.ts";

export const ordersRouter = router({
  place: publicProcedure.input(placeOrderInput).mutation(async ({ ctx, input }) => {
    const order = await getOrder(ctx.shop, await placeOrder(ctx.shop, input));
    return { token: order.token, path: order.path, order };
  }),
  byToken: publicProcedure
    .input(orderTokenInput)
    .query(({ ctx, input }) => getOrder(ctx.shop, { orderId: readOrderToken(ctx.shop, input.token) })),
  /** The order as it is now, and again whenever it changes. Reconnecting is safe: each message is the whole order. */
  watch: publicProcedure.input(orderTokenInput).subscription(async function* ({ ctx, input, signal }) {
    const orderId = readOrderToken(ctx.shop, input.token);
    for await (const _ of hintsAbout(ctx.shop, orderId, signal)) {
      const order = await getOrder(ctx.shop, { orderId });
      yield tracked(order.timeline.at(-1)?.id ?? "0", order);
    }
  }),
  list: staffProcedure.input(listOrdersInput).query(({ ctx, input }) => listOrders(ctx.shop, input)),
});
