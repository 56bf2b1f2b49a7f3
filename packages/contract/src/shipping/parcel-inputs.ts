import { enteredAddressSchema } from "../address/address.ts";
import { emailSchema } from "../contact/email.ts";
import { phoneSchema } from "../contact/phone.ts";
import { packedLimits } from "../products/packed-limits.ts";
import { filledLine } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { shippingLimits } from "./shipping-limits.ts";

const side = z
  .number("Write millimetres")
  .int("Write whole millimetres")
  .min(1, "A side is at least 1 mm")
  .max(packedLimits.sideMm, `At most ${packedLimits.sideMm} mm`);

const boxSchema = z
  .object({
    /** The browser makes it, for a new box as well. */
    id: z.uuid(),
    name: filledLine("The name", shippingLimits.name),
    /** Inside. */
    lengthMm: side,
    widthMm: side,
    heightMm: side,
    /** Empty. */
    weightGrams: z
      .number("Write grams")
      .int("Write whole grams")
      .min(0, "A weight can't be negative")
      .max(packedLimits.weightGrams, "This is too heavy"),
    /** Packed, at most. */
    maxWeightGrams: z
      .number("Write grams")
      .int("Write whole grams")
      .min(1, "Write grams")
      .max(packedLimits.weightGrams, "This is too heavy"),
  })
  .refine(({ weightGrams, maxWeightGrams }) => maxWeightGrams > weightGrams, {
    path: ["maxWeightGrams"],
    message: "The box alone is as heavy as that",
  });

/** Who sends parcels, as labels name them. */
export const senderSchema = z.object({
  name: filledLine("The name", 80),
  phone: phoneSchema,
  email: emailSchema,
  address: enteredAddressSchema,
});
export type Sender = z.output<typeof senderSchema>;

/** Who sends parcels, and in which boxes. */
export const updateParcelsInput = z.object({
  /** The one that the editor loaded: the change is refused if somebody else saved in between. */
  version: z.number().int().min(1),
  /** Null: none, so that no label can be bought. */
  sender: senderSchema.nullable(),
  boxes: z
    .array(boxSchema)
    .max(shippingLimits.boxes, `At most ${shippingLimits.boxes} boxes`)
    .superRefine((boxes, context) => {
      for (const [place, { name }] of boxes.entries())
        if (boxes.findIndex((box) => box.name === name) < place)
          context.addIssue({ code: "custom", path: [place, "name"], message: "Another box has this name" });
    }),
});
export type UpdateParcels = z.output<typeof updateParcelsInput>;
