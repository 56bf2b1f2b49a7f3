import type { RefundReason } from "@dualtrack/db";
import type Stripe from "stripe";

/**
 * What travels to Stripe with a refund, so that it can be told there, and made again from there if our database is
 * lost: in its metadata, within Stripe's limits (500 characters a value).
 *
 * - `dualtrack_refund`: our refund's id
 * - `dualtrack_reason`: ours, which is finer than Stripe's own
 * - `dualtrack_lines`: its goods as `SKU:quantity`, with `:gone` for those that don't come back, joined by commas. SKUs
 *   are percent-encoded; lines that don't fit are left out.
 * - `dualtrack_by`, `dualtrack_note`: who of the staff decided it, and what they wrote about it
 *
 * @see https://docs.stripe.com/api/metadata
 */
export interface RefundMetadata {
  refundId: string;
  /** Null: a reason that this version does not know, or none. */
  reason: RefundReason | null;
  lines: { sku: string; quantity: number; restock: boolean }[];
  requestedBy: string | null;
  note: string | null;
}

/** Key of a refund's metadata under which our refund's id travels. */
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

/** Null: the refund is not of this shop. */
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

/** Whatever else stands in another program's metadata is not an id of ours. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const reasons: Record<RefundReason, Stripe.RefundCreateParams.Reason | undefined> = {
  requested_by_customer: "requested_by_customer",
  duplicate: "duplicate",
  fraudulent: "fraudulent",
  order_cancelled: undefined,
  out_of_stock: undefined,
  amount_mismatch: undefined,
  other: undefined,
};

/** Stripe's word for a reason of ours, where it has one. With `fraudulent` Stripe blocks the card and the e-mail. */
export function stripeReason(reason: RefundReason): Stripe.RefundCreateParams.Reason | undefined {
  return reasons[reason];
}

function isReason(word: string): word is RefundReason {
  return Object.hasOwn(reasons, word);
}

/** Our reason for Stripe's word. */
export function ourReason(word: string | null): RefundReason {
  return word !== null && isReason(word) ? word : "other";
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

/** Somebody may have edited it at Stripe. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Never through the middle of a character that takes two. */
function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
}
