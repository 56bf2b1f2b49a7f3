import { servedCountries } from "@dualtrack/commerce";
import { publicProcedure, router } from "./trpc.ts";

export const settingsRouter = router({
  /** What a browser must know of the shop before anything else. */
  public: publicProcedure.query(async ({ ctx }) => ({
    shopName: ctx.shop.settings.shopName,
    currency: ctx.shop.settings.currency,
    /** IANA name: where the shop's days begin and end. */
    timeZone: ctx.shop.settings.timeZone,
    /** Countries that the shop ships to, ISO 3166-1 alpha-2. */
    shipTo: await servedCountries(ctx.shop.db),
    supportEmail: ctx.shop.settings.supportEmail,
    seller: ctx.shop.settings.seller,
    stripePublishableKey: ctx.stripe.publishableKey,
    stripeJsUrl: ctx.stripe.scriptUrl,
    testMode: ctx.stripe.publishableKey.startsWith("pk_test_"),
    serverNow: ctx.shop.clock.now().toISOString(),
  })),
});
