import { Prisma } from "@dualtrack/db";

/**
 * Everything a customer enters at the checkout. The order says the same: it is copied when the order is made and again
 * when a payment makes it final, and the ledger's audit compares both.
 */
export const customerDetailFields = [
  "email",
  "name",
  "phone",
  "shippingAddress",
  "billingName",
  "billingAddress",
  "customerNote",
] as const;

export type CustomerDetails = Pick<Prisma.CheckoutGetPayload<object>, (typeof customerDetailFields)[number]>;

/** The details as they are written to an order. A field that is missing here does not compile. */
export function copiedDetails(details: CustomerDetails) {
  const { email, name, phone, billingName, customerNote, shippingAddress, billingAddress } = details;
  return {
    email,
    name,
    phone,
    billingName,
    customerNote,
    shippingAddress: shippingAddress ?? Prisma.DbNull,
    billingAddress: billingAddress ?? Prisma.DbNull,
  } satisfies Record<keyof CustomerDetails, unknown>;
}
