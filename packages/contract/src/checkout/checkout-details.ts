import { enteredAddressSchema } from "../address/address.ts";
import { contactLimits } from "../contact/contact-limits.ts";
import { emailSchema } from "../contact/email.ts";
import { phoneSchema } from "../contact/phone.ts";
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

/** Who pays, where that is not who gets the goods. */
export const billingSchema = z.object({
  name: filledLine("Name", contactLimits.name),
  address: enteredAddressSchema,
});

/** What the customer wants to tell whoever packs. */
export const orderNoteSchema = typedText
  .max(maxNoteLength, `The note is too long: at most ${maxNoteLength} characters`)
  .regex(manyLines, "The note has a character that can't be used");

/** All that a customer enters at the checkout. */
export const checkoutDetailsSchema = z.object({
  contact: contactSchema,
  shippingAddress: enteredAddressSchema,
  /** Null: the same name and address as the delivery's. */
  billing: billingSchema.nullable().default(null),
  note: orderNoteSchema.default(""),
});

export type CheckoutDetails = z.output<typeof checkoutDetailsSchema>;

/** As they are sent; what may be left out is. */
export type EnteredDetails = z.input<typeof checkoutDetailsSchema>;
