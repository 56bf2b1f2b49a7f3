import { formatOrderNumber } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { orderPath } from "../orders/links.ts";
import type { Shop } from "../shop.ts";

export const placedFields = {
  order: { select: { id: true, number: true, state: true, paymentState: true } },
  payments: { select: { status: true, failureCode: true } },
} as const;

interface Placed {
  order: { id: string; number: number; state: string } | null;
  payments: { status: string }[];
}

/** The refusal to pay a checkout that has an order. Null if it has none, or one whose payment failed. */
export function placedRefusal(shop: Shop, { order, payments }: Placed): DomainError | null {
  if (order === null || order.state === "failed") return null;
  const path = orderPath(shop, order.id);
  if (order.state === "processing" && payments.some(({ status }) => status === "processing"))
    return new DomainError("PAYMENT_PROCESSING", {
      orderPath: path,
      orderNumber: formatOrderNumber(order.number),
    });
  return new DomainError("ALREADY_PAID", { orderPath: path });
}

/** Refuses a checkout that has an order. PAYMENT_PROCESSING while the bank decides, else ALREADY_PAID. */
export function assertNotPlaced(shop: Shop, checkout: Placed): void {
  const refusal = placedRefusal(shop, checkout);
  if (refusal !== null) throw refusal;
}
