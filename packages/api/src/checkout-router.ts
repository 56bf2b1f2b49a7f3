import {
  extendReservation,
  getCheckoutNotice,
  keepPaymentPlace,
  leavePaymentLine,
  openDraftOrder,
  prepareCheckout,
  quoteCheckout,
  resumeCheckout,
  startCheckout,
} from "@dualtrack/commerce";
import {
  openPaymentLinkInput,
  ownCheckoutInput,
  payableCheckoutInput,
  prepareCheckoutInput,
  quoteCheckoutInput,
  resumeCheckoutInput,
} from "@dualtrack/contract";
import type { Context } from "./context.ts";
import { linkChangesFrom } from "./link-changes.ts";
import { openStream } from "./open-stream.ts";
import { limitedProcedure, publicProcedure, router, secretProcedure } from "./trpc.ts";

/** Whether whoever calls is signed in as staff, too. */
const isStaff = (ctx: Context) => async () => (await ctx.findStaff()) !== null;

export const checkoutRouter = router({
  start: limitedProcedure("checkouts").mutation(({ ctx }) =>
    startCheckout(ctx.shop, { cartToken: ctx.cartToken, clientIp: ctx.ip, isStaff: isStaff(ctx) }),
  ),
  /** What a visitor is told who may begin no checkout now; null: they may. */
  notice: publicProcedure.query(async ({ ctx }) => ({
    notice: await getCheckoutNotice(ctx.shop, { cartToken: ctx.cartToken, isStaff: isStaff(ctx) }),
  })),
  resume: secretProcedure
    .input(resumeCheckoutInput)
    .mutation(({ ctx, input }) => resumeCheckout(ctx.shop, input)),
  openLink: secretProcedure
    .input(openPaymentLinkInput)
    .mutation(({ ctx, input }) => openDraftOrder(ctx.shop, input)),
  /**
   * What the link leads to, whenever staff change it or it is paid. TOO_MANY_REQUESTS: their network, or all of them, have too many streams; the page
   * can still ask.
   */
  watchLink: publicProcedure.input(openPaymentLinkInput).subscription(async function* ({
    ctx: { shop, ip },
    input,
    signal,
  }) {
    using _ = openStream(ip);
    yield* linkChangesFrom(shop, input, signal);
  }),
  quote: limitedProcedure("cartChanges")
    .input(quoteCheckoutInput)
    .mutation(({ ctx, input }) =>
      quoteCheckout(ctx.shop, { cartToken: ctx.cartToken, clientIp: ctx.ip, ...input }),
    ),
  prepare: limitedProcedure("checkouts")
    .input(prepareCheckoutInput)
    .mutation(({ ctx, input }) =>
      prepareCheckout(ctx.shop, { cartToken: ctx.cartToken, clientIp: ctx.ip, ...input }),
    ),
  /** Also keeps the place in the line of those who wait to pay; without it for some seconds, others go first. */
  place: secretProcedure
    .input(payableCheckoutInput)
    .mutation(({ ctx, input }) => keepPaymentPlace(ctx.shop, { cartToken: ctx.cartToken, ...input })),
  leaveLine: secretProcedure
    .input(payableCheckoutInput)
    .mutation(({ ctx, input }) => leavePaymentLine(ctx.shop, { cartToken: ctx.cartToken, ...input })),
  extend: limitedProcedure("checkouts")
    .input(ownCheckoutInput)
    .mutation(({ ctx, input }) => extendReservation(ctx.shop, { cartToken: ctx.cartToken, ...input })),
});
