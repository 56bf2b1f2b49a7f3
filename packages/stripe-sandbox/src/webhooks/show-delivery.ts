import type { Row } from "../store/store.ts";
import { webhookHeaders } from "./deliver.ts";

/** A row of `deliveries` as the control API shows it; `url` when the query asked for it. */
export function showDelivery(row: Row) {
  return {
    id: row.id,
    event: row.event,
    event_type: row.event_type,
    webhook_endpoint: row.endpoint,
    ...(row.url === undefined ? {} : { url: row.url }),
    origin: row.origin,
    state: row.state,
    attempt_count: row.attempts,
    next_attempt_at: row.state === "pending" ? new Date(Number(row.due)).toISOString() : null,
    created_at: new Date(Number(row.created)).toISOString(),
  };
}

/** One attempt: what was sent in the headers, and what came back. */
export function showAttempt(row: Row) {
  return {
    at: new Date(Number(row.at)).toISOString(),
    status: row.status,
    error: row.error,
    duration_ms: row.duration_ms,
    signature: row.signature,
    headers: webhookHeaders(String(row.signature)),
    response: row.response,
  };
}
