import {
  createShippingZone,
  deleteShippingZone,
  getParcels,
  getShippingZone,
  listShippingZones,
  moveShippingZone,
  setOriginCountry,
  tryLiveRates,
  updateParcels,
  updateShippingZone,
} from "@dualtrack/commerce";
import {
  createShippingZoneInput,
  deleteShippingZoneInput,
  moveShippingZoneInput,
  setOriginCountryInput,
  shippingZoneInput,
  tryLiveRatesInput,
  updateParcelsInput,
  updateShippingZoneInput,
} from "@dualtrack/contract";
import { shippingBodyBytes } from "./procedure-meta.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const shippingRouter = router({
  zones: staffProcedure.query(({ ctx }) => listShippingZones(ctx.shop)),
  zone: staffProcedure.input(shippingZoneInput).query(({ ctx, input }) => getShippingZone(ctx.shop, input)),
  createZone: managerProcedure
    .input(createShippingZoneInput)
    .mutation(({ ctx, input }) => createShippingZone(ctx.shop, { ...input, by: ctx.by })),
  /** Answers with the zone as it is afterwards, and the version for the next change. */
  updateZone: managerProcedure
    .meta({ maxBodyBytes: shippingBodyBytes })
    .input(updateShippingZoneInput)
    .mutation(async ({ ctx, input }) => {
      await updateShippingZone(ctx.shop, { ...input, by: ctx.by });
      return getShippingZone(ctx.shop, input);
    }),
  moveZone: managerProcedure.input(moveShippingZoneInput).mutation(async ({ ctx, input }) => {
    await moveShippingZone(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  deleteZone: managerProcedure.input(deleteShippingZoneInput).mutation(async ({ ctx, input }) => {
    await deleteShippingZone(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  /** What carriers ask for an example. */
  tryLiveRates: managerProcedure
    .input(tryLiveRatesInput)
    .mutation(({ ctx, input }) => tryLiveRates(ctx.shop, input)),
  /** Who sends parcels, and in which boxes. */
  parcels: staffProcedure.query(({ ctx }) => getParcels(ctx.shop)),
  updateParcels: managerProcedure.input(updateParcelsInput).mutation(async ({ ctx, input }) => {
    await updateParcels(ctx.shop, { ...input, by: ctx.by });
    return getParcels(ctx.shop);
  }),
  setOrigin: managerProcedure.input(setOriginCountryInput).mutation(async ({ ctx, input }) => {
    await setOriginCountry(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
