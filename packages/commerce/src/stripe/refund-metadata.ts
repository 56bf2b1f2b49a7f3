import type { RefundReason } from "@dualtrack/db";
import type Stripe from "stripe";

/**
 * The metadata of a refund at Stripe, which identifies it there and restores it if our database is lost. Values have at
 * most 500 characters, Stripe's limit.
 *
 * - `dualtrack_refund`: our refund's id
 * - `dualtrack_reason`: our reason, as Stripe has fewer
 * - `dualtrack_lines`: its goods as `SKU:quantity`, with `:gone` for those that don't return to stock, joined by commas.
 *   SKUs are percent-encoded; lines that don't fit are left out.
 * - `dualtrack_by`, `dualtrack_note`: the member of staff who made it, and their note
 *
 * @see https://docs.stripe.com/api/metadata
 */
export interface RefundMetadata {
  refundId: string;
  /** Null: none, or one that this version does not know. */
  reason: RefundReason | null;
  lines: { sku: string; quantity: number; restock: boolean }[];
  requestedBy: string | null;
  note: string | null;
}

/** Key of our refund's id in the metadata. */
const idKey = "dualtrack_refund";
const reasonKey = "dualtrack_reason";
const linesKey = "dualtrack_lines";
const staffKey = "dualtrack_by";
const noteKey = "dualtrack_note";

const valueLimit = 500;

export function writeRefundMetadata({
  refundId,
  reason,
  lines,
  requestedBy,
  note,
}: RefundMetadata): Record<string, string> {
  const values = {
    [idKey]: refundId,
    [reasonKey]: reason,
    [linesKey]: joinedLines(lines),
    [staffKey]: requestedBy,
    [noteKey]: note,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value ? [[key, cutAt(value, valueLimit)]] : [])),
  );
}

/** Null: the refund was not made by this shop. */
export function readRefundMetadata(metadata: Stripe.Metadata | null): RefundMetadata | null {
  const refundId = metadata?.[idKey];
  if (refundId === undefined || !uuid.test(refundId)) return null;
  const reason = metadata?.[reasonKey] ?? "";
  return {
    refundId,
    reason: isReason(reason) ? reason : null,
    lines: readLines(metadata?.[linesKey] ?? ""),
    requestedBy: metadata?.[staffKey] ?? null,
    note: metadata?.[noteKey] ?? null,
  };
}

/** Other programs may use the same metadata key with values that are no ids. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const reasons: Record<RefundReason, Stripe.RefundCreateParams.Reason | undefined> = {
  requested_by_customer: "requested_by_customer",
  duplicate: "duplicate",
  fraudulent: "fraudulent",
  order_cancelled: undefined,
  out_of_stock: undefined,
  discount_used_up: undefined,
  amount_mismatch: undefined,
  other: undefined,
};

/** Stripe's reason for one of ours, if it has one. For `fraudulent` Stripe blocks the card and the e-mail address. */
export function stripeReason(reason: RefundReason): Stripe.RefundCreateParams.Reason | undefined {
  return reasons[reason];
}

function isReason(code: string): code is RefundReason {
  return Object.hasOwn(reasons, code);
}

/** Our reason for one of Stripe's. */
export function ourReason(code: string | null): RefundReason {
  return code !== null && isReason(code) ? code : "other";
}

function joinedLines(lines: RefundMetadata["lines"]): string {
  let joined = "";
  for (const { sku, quantity, restock } of lines) {
    const line = `${encodeURIComponent(sku)}:${quantity}${restock ? "" : ":gone"}`;
    const longer = joined === "" ? line : `${joined},${line}`;
    if (longer.length > valueLimit) break;
    joined = longer;
  }
  return joined;
}

function readLines(joined: string): RefundMetadata["lines"] {
  return joined.split(",").flatMap((line) => {
    const [, sku, quantity, gone] = /^([^:]+):(\d{1,6})(:gone)?$/.exec(line) ?? [];
    if (sku === undefined || Number(quantity) === 0) return [];
    return [{ sku: decoded(sku), quantity: Number(quantity), restock: gone === undefined }];
  });
}

/** The text itself if it can't be decoded: somebody may have edited it at Stripe. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Cuts a text, but not inside a surrogate pair. */
function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
}
