import {
  cancelDraftOrder,
  countDraftOrders,
  createDraftOrder,
  draftOrderFigures,
  extendDraftOrder,
  findCustomers,
  findVariants,
  getDraftOrder,
  listDraftOrderSlots,
  listDraftOrders,
  mailPaymentLink,
  priceDraftOrder,
  renewPaymentLink,
  sendDraftOrder,
  updateDraftOrder,
} from "@dualtrack/commerce";
import {
  cancelDraftOrderInput,
  countDraftOrdersInput,
  createDraftOrderInput,
  draftOrderInput,
  extendDraftOrderInput,
  findForDraftOrderInput,
  listDraftOrderSlotsInput,
  listDraftOrdersInput,
  priceDraftOrderInput,
  renewPaymentLinkInput,
  sendDraftOrderInput,
  updateDraftOrderInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** All staff write draft orders; who may move stock sends them, which reserves their goods. */
export const draftOrdersRouter = router({
  list: staffProcedure
    .input(listDraftOrdersInput)
    .query(({ ctx, input }) => listDraftOrders(ctx.shop, input)),
  /** Of the export. */
  count: staffProcedure
    .input(countDraftOrdersInput)
    .query(async ({ ctx, input }) => ({ count: await countDraftOrders(ctx.shop, input) })),
  figures: staffProcedure.query(({ ctx }) => draftOrderFigures(ctx.shop)),
  get: staffProcedure.input(draftOrderInput).query(({ ctx, input }) => getDraftOrder(ctx.shop, input)),
  price: staffProcedure
    .input(priceDraftOrderInput)
    .query(({ ctx, input }) => priceDraftOrder(ctx.shop, input)),
  findVariants: staffProcedure
    .input(findForDraftOrderInput)
    .query(({ ctx, input }) => findVariants(ctx.shop, input)),
  slots: staffProcedure
    .input(listDraftOrderSlotsInput)
    .query(({ ctx, input }) => listDraftOrderSlots(ctx.shop, input)),
  findCustomers: staffProcedure
    .input(findForDraftOrderInput)
    .query(({ ctx, input }) => findCustomers(ctx.shop, input)),
  create: staffProcedure.input(createDraftOrderInput).mutation(async ({ ctx, input }) => {
    await createDraftOrder(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
  /** Of one that was sent, managers only: what is reserved changes with it. */
  update: staffProcedure.input(updateDraftOrderInput).mutation(async ({ ctx, input }) => {
    await updateDraftOrder(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
  send: managerProcedure.input(sendDraftOrderInput).mutation(async ({ ctx, input }) => {
    await sendDraftOrder(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
  extend: managerProcedure.input(extendDraftOrderInput).mutation(async ({ ctx, input }) => {
    await extendDraftOrder(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
  cancel: managerProcedure
    .input(cancelDraftOrderInput)
    .mutation(({ ctx, input }) => cancelDraftOrder(ctx.shop, { ...input, by: ctx.by })),
  renewLink: managerProcedure.input(renewPaymentLinkInput).mutation(async ({ ctx, input }) => {
    await renewPaymentLink(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
  mailLink: staffProcedure.input(draftOrderInput).mutation(async ({ ctx, input }) => {
    await mailPaymentLink(ctx.shop, { ...input, by: ctx.by });
    return getDraftOrder(ctx.shop, input);
  }),
});
