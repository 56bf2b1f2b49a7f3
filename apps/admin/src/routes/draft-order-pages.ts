export { DraftOrderRoute } from "./draft-order.tsx";
export { DraftOrdersRoute } from "./draft-orders.tsx";
export { NewDraftOrderRoute } from "./new-draft-order.tsx";
