import { type Address, addressSchema } from "@dualtrack/contract";
import { notify, Prisma, type Tx } from "@dualtrack/db";

/**
 * Everything a customer enters at the checkout. The order says the same: it is copied when the order is made, whenever
 * the customer enters it anew, and when a payment makes the order final; the ledger's audit compares both.
 */
export const customerDetailSelect = {
  email: true,
  name: true,
  phone: true,
  shippingAddress: true,
  billingName: true,
  billingAddress: true,
  customerNote: true,
} as const satisfies Prisma.CheckoutSelect & Prisma.OrderSelect;

type CustomerDetailField = keyof typeof customerDetailSelect;
export const customerDetailFields = Object.keys(customerDetailSelect) as CustomerDetailField[];
export type CustomerDetails = Pick<Prisma.CheckoutGetPayload<object>, CustomerDetailField>;

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

/** The details as the customer's page and the console show them. A field that is missing here does not compile. */
export function customerDetailsView(details: CustomerDetails) {
  const { email, name, phone, customerNote, shippingAddress } = details;
  return {
    email,
    name,
    phone,
    shippingAddress: addressOf(shippingAddress),
    billing: billingOf(details),
    customerNote,
  } satisfies Record<Exclude<CustomerDetailField, "billingName" | "billingAddress"> | "billing", unknown>;
}

/**
 * Lets the order of a checkout say what its customer has just entered. A final order stays as it is. The caller holds
 * the checkout's lock.
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

/** An address as the database keeps it; null: there is none. */
export function addressOf(kept: Prisma.JsonValue): Address | null {
  const address = addressSchema.safeParse(kept);
  return address.success ? address.data : null;
}

/** Who pays, where that is not who gets the goods. */
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
