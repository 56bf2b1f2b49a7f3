import { z } from "../zod.ts";

/** The part of a page's address that names what it shows. */
export const slugSchema = z
  .string()
  .min(1, "The address is missing")
  .max(80, "The address is too long: at most 80 characters")
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    "The address takes lower-case letters, digits and single hyphens between them",
  );
