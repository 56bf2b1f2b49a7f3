import { z } from "./zod.ts";

/** A calendar day in the shop's time zone. A year outside 1000 to 2999 is half-typed, and PostgreSQL may refuse it. */
export const day = z.iso.date().regex(/^[12]\d{3}-/, "This is not a date");
