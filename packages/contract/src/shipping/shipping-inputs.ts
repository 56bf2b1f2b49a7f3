import { destinationSchema } from "../address/address.ts";
import { addressLimits } from "../address/address-limits.ts";
import { countryCodes } from "../address/countries.ts";
import { normaliseState } from "../address/normalise-state.ts";
import { isChargeable, notChargeable } from "../money.ts";
import { maxPaymentAmount } from "../payments/payment-limits.ts";
import { packedLimits } from "../products/packed-limits.ts";
import { priceCurrencies } from "../products/product-states.ts";
import { filledLine, line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { liveRoundings } from "./live-rates.ts";
import { rateBases } from "./rate-bases.ts";
import { barePostalCode, isSameArea } from "./shipping-area.ts";
import { shippingLimits } from "./shipping-limits.ts";

const country = z.string().refine((code) => countryCodes.includes(code), "Choose a country");

const postalBeginning = line("The postal code", addressLimits.postalCode)
  .default("")
  .transform(barePostalCode);

const areaSchema = z
  .object({
    country,
    state: line("The state", addressLimits.state).default(""),
    postalFrom: postalBeginning,
    /** Empty: the same as `postalFrom`. */
    postalTo: postalBeginning,
  })
  .superRefine(({ postalFrom, postalTo }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["postalTo"], message });
    if (postalTo === "") return;
    if (postalTo.length !== postalFrom.length) refuse("Both ends of the range need the same length");
    else if (postalTo < postalFrom) refuse("The range ends before it begins");
  })
  .transform((area) => ({
    ...area,
    state: normaliseState(area.country, area.state),
    postalTo: area.postalTo || area.postalFrom,
  }));

const amount = z
  .number("Write an amount")
  .int()
  .min(0, "An amount can't be negative")
  .max(maxPaymentAmount, "That is more than any order");
const measure = z
  .number("Write a number")
  .int("Write a whole number")
  .min(0, "This can't be negative")
  .max(maxPaymentAmount, "This is too large");

const bandSchema = z
  .object({
    /** Inclusive. */
    from: measure,
    /** Exclusive; null: no limit. */
    to: measure.nullable(),
    amount,
  })
  .refine(({ from, to }) => to === null || to > from, {
    path: ["to"],
    message: "The end must be greater than the beginning",
  });

const rateSchema = z
  .object({
    currency: z.enum(priceCurrencies),
    basis: z.enum(rateBases),
    freeFromAmount: amount.nullable(),
    bands: z
      .array(bandSchema)
      .min(1, "Say what it costs")
      .max(shippingLimits.bands, `At most ${shippingLimits.bands} bands`),
  })
  .superRefine(({ basis, bands, currency }, context) => {
    const refuse = (place: number, field: "from" | "to" | "amount", message: string) =>
      context.addIssue({ code: "custom", path: ["bands", place, field], message });
    for (const [place, { amount }] of bands.entries())
      if (!isChargeable({ amount, currency })) refuse(place, "amount", notChargeable);
    if (basis === "flat" && (bands.length > 1 || bands[0]?.from !== 0 || bands[0].to !== null))
      return refuse(0, "from", "A flat rate is one amount for all carts");
    for (const [place, { from, to }] of bands.entries()) {
      const overlapped = bands.findIndex(
        (other, index) =>
          index < place && (to === null || other.from < to) && (other.to === null || from < other.to),
      );
      if (overlapped >= 0) refuse(place, "from", `This overlaps with band ${overlapped + 1}`);
    }
  });

const days = z
  .number("Write a number of days")
  .int("Write whole days")
  .min(0, "Days can't be negative")
  .max(shippingLimits.days, `At most ${shippingLimits.days} days`);

/** The price that a carrier asks for its service, with what the shop adds to it. */
const liveSchema = z.object({
  carrier: filledLine("The carrier", shippingLimits.name),
  service: filledLine("The service", shippingLimits.name),
  /** In hundredths of a percent. */
  surchargePercent: z
    .number("Write a percentage")
    .int("At most two decimals")
    .min(0, "A surcharge can't be negative")
    .max(shippingLimits.surchargePercent, "At most 100 %"),
  /** In the base currency. */
  surchargeAmount: amount,
  roundTo: z.literal([...liveRoundings], "Choose a rounding rule"),
});

const methodSchema = z
  .object({
    /** The browser makes it, for a new method as well. */
    id: z.uuid(),
    name: filledLine("The name", shippingLimits.name),
    isActive: z.boolean(),
    isPickup: z.boolean(),
    handlingDays: days,
    daysFrom: days.nullable(),
    daysTo: days.nullable(),
    rates: z.array(rateSchema).max(priceCurrencies.length),
    /** Null: the rates are the price. */
    live: liveSchema.nullable().default(null),
  })
  .superRefine(({ daysFrom, daysTo, rates, live, isPickup }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if ((daysFrom === null) !== (daysTo === null))
      refuse([daysFrom === null ? "daysFrom" : "daysTo"], "Fill in both, or neither");
    else if (daysFrom !== null && daysTo !== null && daysTo < daysFrom)
      refuse(["daysTo"], "The longest time is shorter than the shortest");
    for (const [place, { currency }] of rates.entries())
      if (rates.findIndex((rate) => rate.currency === currency) < place)
        refuse(["rates", place, "currency"], "This currency has a rate already");
    if (live === null) return;
    if (isPickup) refuse(["live", "carrier"], "No carrier brings what customers collect");
    if (rates.length === 0) refuse(["live", "carrier"], "Add a rate below, for when carriers don't answer");
  });

const zoneName = filledLine("The name", shippingLimits.name);
const zoneVersion = z.object({
  zoneId: z.uuid(),
  /** The one that the editor loaded: the change is refused if somebody else saved in between. */
  version: z.number().int().min(1),
});

export const shippingZoneInput = z.object({ zoneId: z.uuid() });
/** `requestId` becomes the zone's id, so that a repeated request makes one zone. */
export const createShippingZoneInput = z.object({ requestId: z.uuid(), name: zoneName });
export const deleteShippingZoneInput = zoneVersion;
/** Moves a zone one place up (-1) or down (1) in the list. */
export const moveShippingZoneInput = zoneVersion.extend({ step: z.union([z.literal(-1), z.literal(1)]) });
export const setOriginCountryInput = z.object({
  country,
  /** Of the country that was shown: the change is refused if somebody else saved in between. */
  version: z.number().int().min(1),
});

/** An example for which carriers are asked, so that staff can choose a service. */
export const tryLiveRatesInput = z.object({
  destination: destinationSchema,
  weightGrams: z
    .number("Write the weight in grams")
    .int("Write whole grams")
    .min(1, "The weight is missing")
    .max(packedLimits.weightGrams, "No carrier takes a parcel as heavy as this"),
});

/** Everything that the editor shows. Methods are in their order; those that are missing are deleted. */
export const updateShippingZoneInput = zoneVersion
  .extend({
    name: zoneName,
    areas: z.array(areaSchema).max(shippingLimits.areas, `At most ${shippingLimits.areas} areas`),
    methods: z.array(methodSchema).max(shippingLimits.methods, `At most ${shippingLimits.methods} methods`),
  })
  .superRefine(({ areas }, context) => {
    for (const [place, area] of areas.entries())
      if (areas.findIndex((other) => isSameArea(area, other)) < place)
        context.addIssue({
          code: "custom",
          path: ["areas", place, area.postalFrom === "" ? "country" : "postalFrom"],
          message: "This area is in the zone already",
        });
  });
export type UpdateShippingZone = z.output<typeof updateShippingZoneInput>;
export type ShippingMethodInput = UpdateShippingZone["methods"][number];
