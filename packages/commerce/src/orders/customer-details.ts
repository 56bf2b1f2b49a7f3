import { type Address, addressSchema } from "@dualtrack/contract";
import { notify, Prisma, type Tx } from "@dualtrack/db";

/**
 * Everything that a customer enters at the checkout. It is copied to the order when the order is created, when the customer
 * changes it, and when the order is confirmed; the ledger audit compares both.
 */
export const customerDetailSelect = {
  email: true,
  name: true,
  phone: true,
  shippingAddress: true,
  billingName: true,
  billingAddress: true,
  customerNote: true,
  companyName: true,
  vatId: true,
} as const satisfies Prisma.CheckoutSelect & Prisma.OrderSelect;

type CustomerDetailField = keyof typeof customerDetailSelect;
export const customerDetailFields = Object.keys(customerDetailSelect) as CustomerDetailField[];
export type CustomerDetails = Pick<Prisma.CheckoutGetPayload<object>, CustomerDetailField>;

/** The details as columns of an order. A missing field does not compile. */
export function copiedDetails(details: CustomerDetails) {
  const { email, name, phone, billingName, customerNote, shippingAddress, billingAddress } = details;
  const { companyName, vatId } = details;
  return {
    email,
    name,
    phone,
    billingName,
    customerNote,
    companyName,
    vatId,
    shippingAddress: shippingAddress ?? Prisma.DbNull,
    billingAddress: billingAddress ?? Prisma.DbNull,
  } satisfies Record<keyof CustomerDetails, unknown>;
}

type InGroup = "billingName" | "billingAddress" | "companyName" | "vatId";

/** The details for customers and staff. A missing field does not compile. */
export function customerDetailsView(details: CustomerDetails) {
  const { email, name, phone, customerNote, shippingAddress } = details;
  return {
    email,
    name,
    phone,
    shippingAddress: addressOf(shippingAddress),
    billing: billingOf(details),
    business: businessOf(details),
    customerNote,
  } satisfies Record<Exclude<CustomerDetailField, InGroup> | "billing" | "business", unknown>;
}

/**
 * Copies the checkout's details to its order, unless the order is final. The caller holds the checkout's lock.
 */
export async function refreshOrderDetails(tx: Tx, checkoutId: string): Promise<void> {
  const { order, ...checkout } = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: { order: { select: { id: true, isProvisional: true } } },
  });
  if (!order?.isProvisional) return;
  await tx.order.update({ where: { id: order.id }, data: copiedDetails(checkout) });
  await notify(tx, { topic: "order", id: order.id });
}

/** Reads a stored address; null if there is none. */
export function addressOf(stored: Prisma.JsonValue): Address | null {
  const address = addressSchema.safeParse(stored);
  return address.success ? address.data : null;
}

/** Name and address of the person who pays, if they differ from the delivery's. */
export function billingOf({
  billingName,
  billingAddress,
}: Pick<CustomerDetails, "billingName" | "billingAddress">): {
  name: string | null;
  address: Address;
} | null {
  const address = addressOf(billingAddress);
  return address && { name: billingName, address };
}

/** The business that buys; null: a private person does. */
export function businessOf({
  companyName,
  vatId,
}: Pick<CustomerDetails, "companyName" | "vatId">): { companyName: string; vatId: string | null } | null {
  return companyName === null ? null : { companyName, vatId };
}
