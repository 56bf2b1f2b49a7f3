import { addressSchema } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Destination } from "../shipping/most-specific-area.ts";

interface StoredAddresses {
  /** Null: nothing is shipped. */
  shippingAddress: Prisma.JsonValue;
  billingAddress: Prisma.JsonValue;
}

/** Where the goods go, or the customer is if nothing is shipped; null: not known yet. */
export function destinationOf({ shippingAddress, billingAddress }: StoredAddresses): Destination | null {
  const address = addressSchema.safeParse(shippingAddress ?? billingAddress);
  if (!address.success) return null;
  const { country, state, postalCode, city } = address.data;
  return { country, state, postalCode, city };
}
