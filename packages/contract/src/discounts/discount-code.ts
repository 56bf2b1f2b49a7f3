import { z } from "../zod.ts";

/** The longest code, in characters. */
export const maxDiscountCodeLength = 40;

/** A code as it is stored and compared: upper case, without spaces, so that customers may write it as they like. */
export function normaliseDiscountCode(text: string): string {
  return text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
}

/** A code as a customer or a member of staff enters it; the output is normalised. */
export const discountCodeSchema = z
  .string()
  .transform(normaliseDiscountCode)
  .pipe(
    z
      .string()
      .min(1, "The code is missing")
      .max(maxDiscountCodeLength, `A code has at most ${maxDiscountCodeLength} characters`)
      .regex(/^[\p{L}\p{N}_-]+$/u, "A code has letters, digits, - and _ only"),
  );
