import { z } from "./zod.ts";

/** A calendar day in the shop's time zone. A year outside 1000 to 2999 is half-typed, and PostgreSQL may refuse it. */
export const day = z.iso.date().regex(/^[12]\d{3}-/, "This is not a date");

/** A time in UTC. PostgreSQL can't store every year of ISO 8601. */
export const instant = z.iso
  .datetime()
  .refine((at) => at >= "2000" && at < "2200", "The time must be between the years 2000 and 2199");
