import { z } from "./zod.ts";

/** A calendar day of the shop's time zone. Outside these years it is half-typed, and PostgreSQL may not know it. */
export const day = z.iso.date().regex(/^[12]\d{3}-/, "This is no day");
