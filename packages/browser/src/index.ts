export { OrderedQueryClient } from "./ordered-query-client.ts";
