import { publicProcedure, router } from "./trpc.ts";

export const settingsRouter = router({
  /** What the storefront must know before it can do anything. */
  public: publicProcedure.query(({ ctx }) => ({
    shopName: ctx.shop.settings.shopName,
    supportEmail: ctx.shop.settings.supportEmail,
    stripePublishableKey: ctx.stripe.publishableKey,
    stripeJsUrl: ctx.stripe.scriptUrl,
    testMode: ctx.stripe.publishableKey.startsWith("pk_test_"),
    serverNow: ctx.shop.clock.now().toISOString(),
  })),
});
