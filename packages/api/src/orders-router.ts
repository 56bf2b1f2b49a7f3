import {
  addNote,
  cancelOrder,
  cancelPart,
  captureOrder,
  correctShipment,
  countNewOrders,
  countOrders,
  getOrder,
  getOrderForStaff,
  getPaymentTimeline,
  listOrders,
  markDelivered,
  measurePlaced,
  placeOrder,
  placeSessionOrder,
  readOrderToken,
  refundOrder,
  renewDownloads,
  resendConfirmation,
  restoreDownloads,
  revokeDownloads,
  type Shop,
  shipOrder,
} from "@dualtrack/commerce";
import {
  addNoteInput,
  cancelOrderInput,
  cancelPartInput,
  captureOrderInput,
  correctShipmentInput,
  countOrdersInput,
  listOrdersInput,
  markDeliveredInput,
  type OrderPaymentState,
  orderByNumberInput,
  orderTokenInput,
  placeOrderInput,
  refundOrderInput,
  renewDownloadsInput,
  resendConfirmationInput,
  revokeDownloadsInput,
  shipOrderInput,
  watchOrdersInput,
} from "@dualtrack/contract";
import { tracked } from "@trpc/server";
import { hintsFrom } from "./hints.ts";
import { openStream } from "./open-stream.ts";
import { managerProcedure, publicProcedure, router, secretProcedure, staffProcedure } from "./trpc.ts";

export const ordersRouter = router({
  place: secretProcedure.input(placeOrderInput).mutation(async ({ ctx, input }) => {
    const begun = performance.now();
    const isOnStripesPage = "sessionId" in input;
    const placed = isOnStripesPage
      ? await placeSessionOrder(ctx.shop, input)
      : await placeOrder(ctx.shop, input);
    const order = await getOrder(ctx.shop, placed);
    const { placedAt } = order;
    const page = isOnStripesPage ? "stripe" : "shop";
    measurePlaced(ctx.shop, {
      ...{ order: { ...placed, placedAt }, sincePaidMs: input.sincePaidMs, begun, page },
    });
    return { token: order.token, path: order.path, order };
  }),
  byToken: secretProcedure
    .input(orderTokenInput)
    .query(({ ctx, input }) => getOrder(ctx.shop, { orderId: readOrderToken(ctx.shop, input.token) })),
  /**
   * The order as it is now, and again whenever it changes, until nothing more changes by itself. Reconnecting is safe:
   * each message is the whole order. TOO_MANY_REQUESTS: their network, or all of them, have too many streams; the order can still
   * be asked for.
   */
  watch: publicProcedure.input(orderTokenInput).subscription(async function* ({ ctx, input, signal }) {
    const orderId = readOrderToken(ctx.shop, input.token);
    using _ = openStream(ctx.ip);
    for await (const _hint of hintsAbout(ctx.shop, orderId, signal)) {
      const order = await getOrder(ctx.shop, { orderId });
      yield tracked(order.timeline.at(-1)?.id ?? "0", order);
      if (isSettled(order)) return;
    }
  }),

  list: staffProcedure.input(listOrdersInput).query(({ ctx, input }) => listOrders(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countOrdersInput)
    .query(async ({ ctx, input }) => ({ count: await countOrders(ctx.shop, input) })),
  /** The number of orders that were placed since the list was read. */
  countNew: staffProcedure
    .input(watchOrdersInput)
    .query(async ({ ctx, input }) => ({ newCount: await countNewOrders(ctx.shop, input) })),
  forStaff: staffProcedure
    .input(orderByNumberInput)
    .query(({ ctx, input }) => getOrderForStaff(ctx.shop, input)),
  /** All that happened to its payment. Apart, as few look at it, and it is read from many tables. */
  paymentTimeline: staffProcedure
    .input(orderByNumberInput)
    .query(({ ctx, input }) => getPaymentTimeline(ctx.shop, { ...input, by: ctx.by })),
  refund: managerProcedure
    .input(refundOrderInput)
    .mutation(({ ctx, input }) => refundOrder(ctx.shop, { ...input, by: ctx.by })),
  cancel: managerProcedure.input(cancelOrderInput).mutation(async ({ ctx, input }) => {
    await cancelOrder(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  /** Cancels units before the card is charged. */
  cancelPart: managerProcedure.input(cancelPartInput).mutation(async ({ ctx, input }) => {
    await cancelPart(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  capture: managerProcedure.input(captureOrderInput).mutation(async ({ ctx, input }) => {
    await captureOrder(ctx.shop, { ...input, by: ctx.by });
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
  renewDownloads: managerProcedure.input(renewDownloadsInput).mutation(async ({ ctx, input }) => {
    await renewDownloads(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  revokeDownloads: managerProcedure.input(revokeDownloadsInput).mutation(async ({ ctx, input }) => {
    await revokeDownloads(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  restoreDownloads: managerProcedure.input(revokeDownloadsInput).mutation(async ({ ctx, input }) => {
    await restoreDownloads(ctx.shop, { ...input, by: ctx.by });
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

/** A cancelled order in these states still gets its money back, or its card released. */
const awaitingRefund: readonly OrderPaymentState[] = ["paid", "partially_refunded", "authorized"];

/** Paid, authorized or refunded, and no refund is under way: only staff can change it now, or a bank, which takes weeks. */
function isSettled({ state, paymentState, refunds }: Awaited<ReturnType<typeof getOrder>>): boolean {
  if (refunds.some((refund) => refund.state === "requested" || refund.state === "on_its_way")) return false;
  if (state === "cancelled") return !awaitingRefund.includes(paymentState);
  return state === "confirmed" || state === "completed";
}
