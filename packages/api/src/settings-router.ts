import {
  acceptsVatIds,
  getSeller,
  getShopSettings,
  offeredCurrencies,
  pageSetting,
  servedCountries,
  updateShopSettings,
} from "@dualtrack/commerce";
import { updateShopSettingsInput } from "@dualtrack/contract";
import { managerProcedure, publicProcedure, router, staffProcedure } from "./trpc.ts";

export const settingsRouter = router({
  /** What a browser must know of the shop before anything else. */
  public: publicProcedure.query(async ({ ctx }) => ({
    shopName: ctx.shop.settings.shopName,
    /** ISO 4217, lower case; `currencies` begins with `baseCurrency`. */
    ...(await offeredCurrencies(ctx.shop)),
    /** IANA name: where the shop's days begin and end. */
    timeZone: ctx.shop.settings.timeZone,
    /** Countries that the shop ships to, ISO 3166-1 alpha-2. */
    shipTo: await servedCountries(ctx.shop.db),
    /** Whether customers can buy as a business, with a VAT id. */
    acceptsVatIds: await acceptsVatIds(ctx.shop),
    ...(await getSeller(ctx.shop, { tx: ctx.shop.db })),
    /** On whose page customers pay, or that they choose. */
    paymentPage: await pageSetting(ctx.shop, { tx: ctx.shop.db }),
    stripePublishableKey: ctx.stripe.publishableKey,
    stripeJsUrl: ctx.stripe.scriptUrl,
    testMode: ctx.stripe.publishableKey.startsWith("pk_test_"),
    serverNow: ctx.shop.clock.now().toISOString(),
  })),
  /** What staff have set for the whole shop. */
  shop: staffProcedure.query(({ ctx }) => getShopSettings(ctx.shop)),
  /** Answers with the settings as they are afterwards, and the version for the next change. */
  updateShop: managerProcedure.input(updateShopSettingsInput).mutation(async ({ ctx, input }) => {
    await updateShopSettings(ctx.shop, { ...input, by: ctx.by });
    return getShopSettings(ctx.shop);
  }),
});
