/** The dialogs about one refund. */
export type RefundQuestion = "retry" | "payAnotherWay" | "waive" | "whereGoods";

/** The dialogs about goods of the order, whichever refund they belong to. */
export type GoodsQuestion = "returnGoods" | "reclaimGoods";
