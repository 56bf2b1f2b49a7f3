import {
  addNote,
  cancelOrder,
  correctShipment,
  getOrder,
  getOrderForStaff,
  listOrders,
  markDelivered,
  placeOrder,
  readOrderToken,
  refundOrder,
  resendConfirmation,
  type Shop,
  shipOrder,
} from "@dualtrack/commerce";
import {
  addNoteInput,
  cancelOrderInput,
  correctShipmentInput,
  listOrdersInput,
  markDeliveredInput,
  orderByNumberInput,
  orderTokenInput,
  placeOrderInput,
  refundOrderInput,
  resendConfirmationInput,
  shipOrderInput,
} from "@dualtrack/contract";
import { tracked } from "@trpc/server";
import { hintsFrom } from "./hints.ts";
import { managerProcedure, publicProcedure, router, staffProcedure } from "./trpc.ts";

export const ordersRouter = router({
  place: publicProcedure.input(placeOrderInput).mutation(async ({ ctx, input }) => {
    const order = await getOrder(ctx.shop, await placeOrder(ctx.shop, input));
    return { token: order.token, path: order.path, order };
  }),
  byToken: publicProcedure
    .input(orderTokenInput)
    .query(({ ctx, input }) => getOrder(ctx.shop, { orderId: readOrderToken(ctx.shop, input.token) })),
  /**
   * The order as it is now, and again whenever it changes, until nothing more comes by itself. Reconnecting is safe:
   * each message is the whole order.
   */
  watch: publicProcedure.input(orderTokenInput).subscription(async function* ({ ctx, input, signal }) {
    const orderId = readOrderToken(ctx.shop, input.token);
    for await (const _ of hintsAbout(ctx.shop, orderId, signal)) {
      const order = await getOrder(ctx.shop, { orderId });
      yield tracked(order.timeline.at(-1)?.id ?? "0", order);
      if (isAtRest(order)) return;
    }
  }),

  list: staffProcedure.input(listOrdersInput).query(({ ctx, input }) => listOrders(ctx.shop, input)),
  forStaff: staffProcedure
    .input(orderByNumberInput)
    .query(({ ctx, input }) => getOrderForStaff(ctx.shop, input)),
  /** Says that the order has changed, and nothing more: the page asks again when it suits its reader. */
  watchForStaff: staffProcedure.input(orderByNumberInput).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const { id } = await getOrderForStaff(ctx.shop, input);
    for await (const _ of hintsAbout(ctx.shop, id, signal)) yield { changed: true as const };
  }),
  refund: managerProcedure
    .input(refundOrderInput)
    .mutation(({ ctx, input }) => refundOrder(ctx.shop, { ...input, by: ctx.by })),
  cancel: managerProcedure.input(cancelOrderInput).mutation(async ({ ctx, input }) => {
    await cancelOrder(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  ship: managerProcedure
    .input(shipOrderInput)
    .mutation(({ ctx, input }) => shipOrder(ctx.shop, { ...input, by: ctx.by })),
  markDelivered: managerProcedure.input(markDeliveredInput).mutation(async ({ ctx, input }) => {
    await markDelivered(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  correctShipment: managerProcedure.input(correctShipmentInput).mutation(async ({ ctx, input }) => {
    await correctShipment(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  addNote: staffProcedure.input(addNoteInput).mutation(async ({ ctx, input }) => {
    await addNote(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  resendConfirmation: staffProcedure.input(resendConfirmationInput).mutation(async ({ ctx, input }) => {
    await resendConfirmation(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});

function hintsAbout({ bus }: Shop, orderId: string, signal: AbortSignal | undefined) {
  return hintsFrom((listener) => bus.subscribe("order", orderId, listener), signal);
}

/** Paid or paid back, and no refund is under way: only staff can move it now. */
function isAtRest({ state, paymentState, timeline }: Awaited<ReturnType<typeof getOrder>>): boolean {
  const refund = timeline.findLast(({ kind }) => kind.startsWith("refund_"))?.kind;
  if (refund === "refund_requested" || refund === "refund_pending") return false;
  if (state === "cancelled") return paymentState === "refunded";
  return state === "confirmed" || state === "completed";
}
