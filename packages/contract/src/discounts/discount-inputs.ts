import { countryCodes } from "../address/countries.ts";
import { instant } from "../day.ts";
import { maxPaymentAmount } from "../payments/payment-limits.ts";
import { priceCurrencies } from "../products/product-states.ts";
import { filledLine } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { discountCodeSchema } from "./discount-code.ts";
import { discountLimits } from "./discount-limits.ts";
import { discountStatuses } from "./discount-states.ts";

export const discountKinds = ["percent", "amount", "free_shipping", "buy_x_get_y"] as const;
export type DiscountKind = (typeof discountKinds)[number];

const name = filledLine("Name", discountLimits.name);

const count = (max: number) =>
  z
    .int("Write a whole number")
    .min(1, "Write at least 1")
    .max(max, `Write at most ${max.toLocaleString("en")}`);
const amount = z
  .int("Write an amount")
  .min(1, "Write an amount above 0")
  .max(maxPaymentAmount, "That is more than any order");
const uses = count(discountLimits.uses).nullable();

const amountsSchema = z.object({
  currency: z.enum(priceCurrencies),
  /** Of the kind `amount`, in minor units. */
  amount: amount.nullable(),
  /** The goods must cost at least this, in minor units. */
  minSubtotalAmount: amount.nullable(),
});

/** All that staff can change of a discount. */
export const discountSchema = z
  .object({
    name,
    kind: z.enum(discountKinds),
    /** In hundredths of a percent. */
    percentBps: z
      .int("Write a percentage")
      .min(1, "Write more than 0 %")
      .max(10_000, "Write at most 100 %")
      .nullable(),
    buyQuantity: count(discountLimits.units).nullable(),
    getQuantity: count(discountLimits.units).nullable(),
    isAutomatic: z.boolean(),
    isCombinable: z.boolean(),
    /** Null: on all products. */
    productIds: z
      .array(z.uuid())
      .max(discountLimits.products, `At most ${discountLimits.products} products`)
      .nullable(),
    /** The products of these, too, whichever they are when a cart is priced. */
    categoryIds: z
      .array(z.uuid())
      .max(discountLimits.categories, `At most ${discountLimits.categories} categories`)
      .default([]),
    countries: z.array(z.string().refine((code) => countryCodes.includes(code), "Choose a country")).max(300),
    isFirstOrderOnly: z.boolean(),
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    maxUses: uses,
    maxUsesPerCustomer: uses,
    amounts: z.array(amountsSchema).max(priceCurrencies.length),
  })
  .superRefine((discount, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const { kind, percentBps, buyQuantity, getQuantity, amounts, startsAt, endsAt } = discount;
    const isPercent = kind === "percent" || kind === "buy_x_get_y";
    if (isPercent && percentBps === null) refuse(["percentBps"], "Write a percentage");
    if (kind === "buy_x_get_y" && buyQuantity === null) refuse(["buyQuantity"], "Write how many to buy");
    if (kind === "buy_x_get_y" && getQuantity === null) refuse(["getQuantity"], "Write how many to get");
    if (kind === "amount" && !amounts.some((each) => each.amount !== null))
      refuse(["amounts"], "Write an amount in one currency at least");
    if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
      refuse(["endsAt"], "The end must be after the start");
    if (discount.productIds?.length === 0 && discount.categoryIds.length === 0)
      refuse(["productIds"], "Choose a product or a category, or all products");
    const currencies = amounts.map(({ currency }) => currency);
    const doubled = currencies.findIndex((currency, place) => currencies.indexOf(currency) !== place);
    if (doubled !== -1) refuse(["amounts", doubled, "currency"], "This currency is there already");
  })
  // What does not belong to the kind is not kept.
  .transform((discount) => {
    const isPercent = discount.kind === "percent" || discount.kind === "buy_x_get_y";
    const isGroups = discount.kind === "buy_x_get_y";
    return {
      ...discount,
      percentBps: isPercent ? discount.percentBps : null,
      buyQuantity: isGroups ? discount.buyQuantity : null,
      getQuantity: isGroups ? discount.getQuantity : null,
      categoryIds: discount.productIds === null ? [] : discount.categoryIds,
      amounts: discount.amounts
        .map((each) => ({ ...each, amount: discount.kind === "amount" ? each.amount : null }))
        .filter((each) => each.amount !== null || each.minSubtotalAmount !== null),
    };
  });
export type DiscountFields = z.output<typeof discountSchema>;

/** `requestId` is made once per form, and becomes the discount's id. */
export const createDiscountInput = z.object({ requestId: z.uuid(), discount: discountSchema });

/** `version`: the one that was loaded. */
export const updateDiscountInput = z.object({
  discountId: z.uuid(),
  version: z.int().positive(),
  discount: discountSchema,
});

export const pauseDiscountInput = z.object({ discountId: z.uuid(), paused: z.boolean() });

export const discountInput = z.object({ discountId: z.uuid() });

const codeLimit = { discountId: z.uuid(), maxUses: uses };

/** One code that staff have thought of. */
export const addDiscountCodeInput = z.object({ ...codeLimit, code: discountCodeSchema });

/** Many codes that nobody can guess. `requestId` is made once per form. */
export const generateDiscountCodesInput = z.object({
  ...codeLimit,
  requestId: z.uuid(),
  count: count(discountLimits.codesAtOnce),
  prefix: z.union([z.literal(""), discountCodeSchema]).default(""),
});

/** The codes that a file lists. */
export const exportDiscountCodesInput = z.object({
  discountId: z.uuid(),
  q: z.string().max(200).optional(),
});
export type ExportDiscountCodes = z.output<typeof exportDiscountCodesInput>;

export const listDiscountsInput = z.object({
  status: z.enum([...discountStatuses, "all"]).default("all"),
  q: z.string().max(200).optional(),
});

export const listDiscountCodesInput = z.object({
  discountId: z.uuid(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** One step of the import. `after`: where the step before has ended; left out: it begins. */
export const importDiscountsInput = z.object({
  after: z
    .object({ coupon: z.string().max(500).optional(), code: z.string().max(500).optional() })
    .default({}),
});
