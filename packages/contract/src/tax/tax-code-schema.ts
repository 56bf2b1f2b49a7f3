import { z } from "../zod.ts";
import { taxCodePattern } from "./tax-codes.ts";

export const taxCodeSchema = z
  .string()
  .regex(
    taxCodePattern,
    "Choose standard, reduced or zero, or write a code of Stripe's such as txcd_10302000",
  );
