export { newRequestId } from "./new-request-id.ts";
export { newTraceparent } from "./new-traceparent.ts";
export { OrderedQueryClient } from "./ordered-query-client.ts";
export { type Connect, joinSharedStream, type StreamEvents } from "./shared-stream.ts";
