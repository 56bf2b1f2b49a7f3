import { enteredAddressSchema } from "../address/address.ts";
import { maxCartCodes } from "../cart/cart-limits.ts";
import { contactLimits } from "../contact/contact-limits.ts";
import { emailSchema } from "../contact/email.ts";
import { phoneSchema } from "../contact/phone.ts";
import { day, instant } from "../day.ts";
import { discountCodeSchema } from "../discounts/discount-code.ts";
import { maxPaymentAmount } from "../payments/payment-limits.ts";
import { priceCurrencies } from "../products/product-states.ts";
import { vatIdSchema } from "../tax/vat-id-schema.ts";
import { filledLine, line, lines } from "../text/line-schema.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { draftOrderLimits as limits } from "./draft-order-limits.ts";
import { draftOrderStates } from "./draft-order-states.ts";

const unitsProblem = `Write a whole number from 1 to ${limits.quantity.toLocaleString("en")}`;

const lineSchema = z.object({
  variantId: z.uuid(),
  /** When a bookable service begins; null for everything else. */
  startsAt: instant.nullable().default(null),
  quantity: z.int(unitsProblem).min(1, unitsProblem).max(limits.quantity, unitsProblem),
});

const reason = filledLine("The reason", limits.reason);

/** A discount that holds for this order alone. */
const ownDiscountSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("percent"),
    /** In hundredths of a percent. */
    bps: z.int("Write a percentage").min(1, "Write more than 0 %").max(10_000, "Write at most 100 %"),
    reason,
  }),
  z.object({
    kind: z.literal("amount"),
    /** Minor units of the order's currency. */
    amount: z.int("Write an amount").min(1, "Write an amount above 0").max(maxPaymentAmount),
    reason,
  }),
]);

const holdMinutes = z
  .int("Write how long")
  .min(limits.holdMinutes.min, `At least ${limits.holdMinutes.min} minutes`)
  .max(limits.holdMinutes.max, "At most 30 days");

/** All that staff write. What the customer can enter by themselves may be missing. */
export const draftOrderSchema = z
  .object({
    currency: z.enum(priceCurrencies),
    lines: z.array(lineSchema).max(limits.lines, `At most ${limits.lines} lines`),
    email: z.literal("").or(emailSchema).default(""),
    name: line("Name", contactLimits.name).default(""),
    phone: phoneSchema.default(""),
    /** Null: the customer enters it, or nothing is shipped. */
    shippingAddress: enteredAddressSchema.nullable().default(null),
    /** Null: the delivery's name and address. */
    billing: z
      .object({ name: filledLine("Name", contactLimits.name), address: enteredAddressSchema })
      .nullable()
      .default(null),
    companyName: line("The company's name", contactLimits.name).default(""),
    vatId: z.literal("").or(vatIdSchema).default(""),
    /** Null: the one that is assumed. */
    shippingMethodId: z.uuid().nullable().default(null),
    discountCodes: z.array(discountCodeSchema).max(maxCartCodes, `At most ${maxCartCodes} codes`).default([]),
    ownDiscount: ownDiscountSchema.nullable().default(null),
    message: lines("The message", limits.message).default(""),
    holdMinutes,
  })
  .superRefine(({ lines: written, companyName, vatId }, context) => {
    const keys = written.map(({ variantId, startsAt }) => `${variantId} ${startsAt}`);
    const doubled = keys.findIndex((key, place) => keys.indexOf(key) !== place);
    if (doubled !== -1)
      context.addIssue({ code: "custom", path: ["lines"], message: "The same item is there twice" });
    if (vatId !== "" && companyName === "")
      context.addIssue({ code: "custom", path: ["companyName"], message: "The company's name is missing" });
  });
export type DraftOrderFields = z.output<typeof draftOrderSchema>;

export const draftOrderInput = z.object({ draftOrderId: z.uuid() });

/** The price of what is written, before it is saved. */
export const priceDraftOrderInput = z.object({
  /** Left out: it is not saved yet. Its own reservation counts as free. */
  draftOrderId: z.uuid().optional(),
  draft: draftOrderSchema,
});

/** `draftOrderId` is made once per form. */
export const createDraftOrderInput = z.object({ draftOrderId: z.uuid(), draft: draftOrderSchema });

/** `version`: the one that was loaded. */
const loaded = { draftOrderId: z.uuid(), version: z.int().positive() };

export const updateDraftOrderInput = z.object({ ...loaded, draft: draftOrderSchema });

/** Also again, once it has ended. */
export const sendDraftOrderInput = z.object(loaded);

export const extendDraftOrderInput = z.object({
  draftOrderId: z.uuid(),
  /** The new end. */
  until: instant,
});

export const cancelDraftOrderInput = z.object({
  draftOrderId: z.uuid(),
  reason: lines("The reason", 500).min(1, "Write why, for your colleagues and the audit log."),
});

export const renewPaymentLinkInput = z.object({
  draftOrderId: z.uuid(),
  /** The link that staff saw: a repeated request makes one new link. */
  linkNumber: z.int().min(1),
  /** Whether the customer gets the new link by mail. */
  isMailed: z.boolean(),
});

const draftOrderFilter = z.object({
  state: z.enum([...draftOrderStates, "all"]).default("all"),
  /** A number, or a part of the customer's name or address. */
  q: searchText.optional(),
});
export type DraftOrderFilter = z.output<typeof draftOrderFilter>;

export const countDraftOrdersInput = draftOrderFilter;
/** A CSV file of all draft orders that match, those first that were changed last. */
export const exportDraftOrdersInput = draftOrderFilter;

export const listDraftOrdersInput = draftOrderFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(120).optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type ListDraftOrders = z.output<typeof listDraftOrdersInput>;

/** When a service can be booked for a customer, from a day on. */
export const listDraftOrderSlotsInput = z.object({
  variantId: z.uuid(),
  /** Left out: it is not saved yet. What it holds itself counts as free. */
  draftOrderId: z.uuid().optional(),
  /** In the shop's time zone; left out: today. */
  from: day.optional(),
  /** Places. */
  quantity: z.int().min(1).max(limits.quantity).default(1),
});
export type ListDraftOrderSlots = z.output<typeof listDraftOrderSlotsInput>;

/** What can be put on a line, and who has ordered before. */
export const findForDraftOrderInput = z.object({ q: z.string().max(200) });
