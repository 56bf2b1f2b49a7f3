import { enteredAddressSchema, enteredPlaceSchema } from "../address/address.ts";
import { contactLimits } from "../contact/contact-limits.ts";
import { emailSchema } from "../contact/email.ts";
import { phoneSchema } from "../contact/phone.ts";
import { vatIdSchema } from "../tax/vat-id-schema.ts";
import { filledLine } from "../text/line-schema.ts";
import { manyLines, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { maxNoteLength } from "./note-limit.ts";

export const contactSchema = z.object({
  email: emailSchema,
  name: filledLine("Name", contactLimits.name),
  /** For the carrier. */
  phone: phoneSchema.default(""),
});

/** Name and address of the person who pays, if it is not the recipient of the goods, or nothing is shipped. */
export const billingSchema = z.object({
  name: filledLine("Name", contactLimits.name),
  address: enteredPlaceSchema,
});

/** The business that buys. Without a VAT id, it is taxed like everybody. */
const businessSchema = z.object({
  companyName: filledLine("The company's name", contactLimits.name),
  vatId: z.literal("").or(vatIdSchema).default(""),
});

/** The customer's note for the staff who pack the order. */
export const orderNoteSchema = typedText
  .max(maxNoteLength, `The note is too long: at most ${maxNoteLength} characters`)
  .regex(manyLines, "The note has a character that can't be used");

/** The fields of `checkoutDetailsSchema`, without the rules that concern several of them. */
export const detailFields = z.object({
  contact: contactSchema,
  /** Null: nothing is shipped. */
  shippingAddress: enteredAddressSchema.nullable().default(null),
  /** Null: the same name and address as the delivery's. */
  billing: billingSchema.nullable().default(null),
  note: orderNoteSchema.default(""),
  /** Null: a private person buys. */
  business: businessSchema.nullable().default(null),
});

/**
 * Refuses details without any address, and a billing address that lacks parts: it may be the place alone only if nothing is shipped and
 * no business buys, whose invoice needs all of it.
 */
export function refuseIncomplete(
  { shippingAddress, billing, business }: Pick<CheckoutDetails, "shippingAddress" | "billing" | "business">,
  context: z.RefinementCtx,
): void {
  if (shippingAddress === null && billing === null)
    context.addIssue({
      code: "custom",
      path: ["billing", "address", "country"],
      message: "Choose a country",
    });
  if (billing === null || (shippingAddress === null && business === null)) return;
  for (const { path, message } of enteredAddressSchema.safeParse(billing.address).error?.issues ?? [])
    context.addIssue({ code: "custom", path: ["billing", "address", ...path], message });
}

/** All that a customer enters at the checkout. */
export const checkoutDetailsSchema = detailFields.superRefine(refuseIncomplete);

export type CheckoutDetails = z.output<typeof detailFields>;

/** The details as clients send them, without optional fields. */
export type EnteredDetails = z.input<typeof detailFields>;
