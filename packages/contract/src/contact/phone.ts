import { asciiDigits } from "../text/digits.ts";
import { typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { contactLimits } from "./contact-limits.ts";

/** Digits of the longest number (E.164) and the shortest local one, without extension. */
const maxDigits = 15;
const minDigits = 5;

/** `+43 (0)1 234-56`, optionally with an extension: `x12`, `ext. 12`, `#12`. */
const written = /^\+?\(?\d(?:[ ()./-]*\d)*[ ()./-]*(?:(?:x|#|ext(?:ension)?[.:]?) ?\d{1,6})?$/i;

/** A phone number as people write it, with its extension; "" for none. */
export const phoneSchema = typedText
  .transform((text) => asciiDigits(text.normalize("NFKC")).replace(/\p{Pd}/gu, "-"))
  .pipe(
    z
      .string()
      .refine(
        (text) => text === "" || written.test(text),
        "A phone number has digits, and + in front of the country's code",
      )
      .refine((text) => text === "" || digitsOf(text) >= minDigits, "This phone number is too short")
      .refine((text) => digitsOf(text) <= maxDigits, `A phone number has at most ${maxDigits} digits`)
      .overwrite((text) => (text.length > contactLimits.phone ? compact(text) : text))
      .max(contactLimits.phone, `The phone number is too long: at most ${contactLimits.phone} characters`),
  );

function digitsOf(text: string): number {
  return text.replace(/(?:x|#|ext).*$/i, "").replace(/\D/g, "").length;
}

/** The short form of a number that is too long for Stripe: `+14155550100 x123`. */
function compact(text: string): string {
  const number = text.replace(/ *(?:x|#|ext).*$/i, "");
  const extension = /(?:x|#|ext).*?(\d+)$/i.exec(text)?.[1];
  // The (0) is not dialled after the country's code.
  const dialled = number.replace(/^(\+.*)\(0\)/, "$1").replace(/[^+\d]/g, "");
  return extension === undefined ? dialled : `${dialled} x${extension}`;
}
