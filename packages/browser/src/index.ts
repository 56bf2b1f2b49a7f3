export { OrderedQueryClient } from "./ordered-query-client.ts";
export { type Connect, joinSharedLine, type LineEvents } from "./shared-line.ts";
