/** What is asked about one refund. */
export type RefundQuestion = "retry" | "payAnotherWay" | "waive" | "whereGoods";

/** What is asked about goods of the order, whatever refund they belong to. */
export type GoodsQuestion = "returnGoods" | "reclaimGoods";
