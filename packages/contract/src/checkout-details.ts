import { enteredAddressSchema } from "./address.ts";
import { emailSchema } from "./email.ts";
import { contactLimits, maxNoteLength } from "./limits.ts";
import { filledLine } from "./line-schema.ts";
import { manyLines } from "./text.ts";
import { z } from "./zod.ts";

/** A number as people write it, with its extension; "" is none. */
const phone = z
  .string()
  .trim()
  .transform((text) => text.normalize("NFKC"))
  .pipe(
    z
      .string()
      .max(contactLimits.phone, `The phone number is too long: at most ${contactLimits.phone} characters`)
      .regex(/^(?:\+?[\d ()./x#-]*)$/i, "A phone number has digits, and + in front of the country's code")
      .refine((text) => text === "" || text.replace(/\D/g, "").length >= 5, "This phone number is too short"),
  );

export const contactSchema = z.object({
  email: emailSchema,
  name: filledLine("Name", contactLimits.name),
  /** For the carrier. */
  phone: phone.default(""),
});

/** Who pays, where that is not who gets the goods. */
export const billingSchema = z.object({
  name: filledLine("Name", contactLimits.name),
  address: enteredAddressSchema,
});

/** What the customer wants to tell whoever packs. */
export const orderNoteSchema = z
  .string()
  .trim()
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
