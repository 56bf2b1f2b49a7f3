import { addressSchema } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Destination } from "../shipping/most-specific-area.ts";

/** Where a stored delivery address is; null if there is none. */
export function destinationOf(stored: Prisma.JsonValue): Destination | null {
  const address = addressSchema.safeParse(stored);
  if (!address.success) return null;
  const { country, state, postalCode, city } = address.data;
  return { country, state, postalCode, city };
}
