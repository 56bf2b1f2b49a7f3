import { line } from "../text/line-schema.ts";
import { maxVatIdLength, normaliseVatId, vatIdPattern } from "./vat-id.ts";

/** A VAT id as `normaliseVatId` writes it, with its country in front; its check digits are the server's to look at. */
export const vatIdSchema = line("The VAT id", maxVatIdLength)
  .transform(normaliseVatId)
  .refine(
    (vatId) => vatIdPattern.test(vatId),
    "A VAT id begins with the letters of its country, such as DE136695976",
  );
