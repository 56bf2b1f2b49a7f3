import { DomainError } from "@dualtrack/commerce";
import type { Refusal, RefusalCode } from "@dualtrack/contract";
import { TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";

/** One row per refusal: a missing one does not compile. */
const trpcCodeFor: Record<RefusalCode, TRPC_ERROR_CODE_KEY> = {
  PRODUCT_NOT_FOUND: "NOT_FOUND",
  PRODUCT_CHANGED: "CONFLICT",
  PRODUCT_NOT_READY: "CONFLICT",
  SLUG_TAKEN: "CONFLICT",
  SLUG_FIXED: "CONFLICT",
  SKU_TAKEN: "CONFLICT",
  VARIANT_IN_USE: "CONFLICT",
  PICTURE_NOT_FOUND: "NOT_FOUND",
  PICTURE_LIMIT: "CONFLICT",
  PICTURE_REFUSED: "UNPROCESSABLE_CONTENT",
  NOT_ON_SALE: "CONFLICT",
  OUT_OF_STOCK: "CONFLICT",
  QUANTITY_LIMIT: "CONFLICT",
  TOTAL_TOO_HIGH: "CONFLICT",
  TOTAL_TOO_LOW: "CONFLICT",
  CART_EMPTY: "CONFLICT",
  CART_CHANGED: "CONFLICT",
  CHECKOUT_NOT_FOUND: "NOT_FOUND",
  COUNTRY_NOT_SERVED: "CONFLICT",
  HOLD_EXPIRED: "CONFLICT",
  HOLD_EXTENSION_LIMIT: "CONFLICT",
  HOLD_RELEASED: "CONFLICT",
  HOLD_NOT_RELEASED: "CONFLICT",
  VARIANT_NOT_FOUND: "NOT_FOUND",
  STOCK_CHANGED: "CONFLICT",
  STOCK_HELD: "CONFLICT",
  THRESHOLD_CHANGED: "CONFLICT",
  ALREADY_PAID: "CONFLICT",
  PAYMENT_PROCESSING: "CONFLICT",
  PAYMENT_UNCERTAIN: "SERVICE_UNAVAILABLE",
  PAYMENT_UNAVAILABLE: "SERVICE_UNAVAILABLE",
  ORDER_NOT_FOUND: "NOT_FOUND",
  ORDER_CANNOT_MOVE: "CONFLICT",
  ORDER_HAS_SHIPPED: "CONFLICT",
  PAYMENT_UNDECIDED: "CONFLICT",
  NOTHING_TO_SHIP: "CONFLICT",
  SHIP_TOO_MUCH: "CONFLICT",
  DISPUTE_NOT_FOUND: "NOT_FOUND",
  DISPUTE_NOT_ANSWERABLE: "CONFLICT",
  EVIDENCE_EMPTY: "CONFLICT",
  EVIDENCE_TOO_LONG: "CONFLICT",
  EVIDENCE_REFUSED: "CONFLICT",
  FRAUD_WARNING_NOT_FOUND: "NOT_FOUND",
  ORDER_AT_RISK: "CONFLICT",
  ORDER_IN_REVIEW: "CONFLICT",
  ORDER_LINE_NOT_FOUND: "NOT_FOUND",
  SHIPMENT_NOT_FOUND: "NOT_FOUND",
  REFUND_TOO_MUCH: "CONFLICT",
  REFUND_DISPUTED: "CONFLICT",
  REFUND_NOT_POSSIBLE: "CONFLICT",
  REFUND_NOT_FOUND: "NOT_FOUND",
  REFUND_NOT_RETRIABLE: "CONFLICT",
  REFUND_GOODS_NOT_ASKED: "CONFLICT",
  REFUND_GOODS_DECIDED: "CONFLICT",
  GOODS_TOO_MANY: "CONFLICT",
  GOODS_NOT_LACKING: "CONFLICT",
  REQUEST_ID_TAKEN: "CONFLICT",
  EVENT_NOT_FOUND: "NOT_FOUND",
  SYNC_RUN_NOT_FOUND: "NOT_FOUND",
  STAFF_EXISTS: "CONFLICT",
  STAFF_NOT_FOUND: "NOT_FOUND",
  INVITATION_OPEN: "CONFLICT",
  INVITATION_NOT_FOUND: "NOT_FOUND",
  INVITATION_OVER: "CONFLICT",
  LAST_OWNER: "CONFLICT",
  NOT_SIGNED_IN: "UNAUTHORIZED",
  NOT_ALLOWED: "FORBIDDEN",
};

/** Turns a refusal of the domain into tRPC's error; anything else is left as it is. */
export function asTrpcError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (!(cause instanceof DomainError)) return error;
  const refusal: DomainError = cause;
  return new TRPCError({ code: trpcCodeFor[refusal.code], message: refusal.message, cause: refusal });
}

/** The refusal behind an error, as the browser gets it; null for bad input and faults. */
export function refusalOf(error: TRPCError): Refusal | null {
  const { cause } = error;
  return cause instanceof DomainError ? ({ code: cause.code, details: cause.details } as Refusal) : null;
}
