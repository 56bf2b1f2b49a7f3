import {
  type Db,
  goodsBackForNothing,
  goodsNotBack,
  unapprovedReturns,
  unexplainedReturns,
  wrongFulfilments,
  wronglyNotRequired,
} from "@dualtrack/db";

type Rows = Record<string, unknown>[];

/** The invariants of refunds and returned goods, with the rows that violate each. */
export function refundRules(db: Db): [promise: 2 | 4, problem: string, rows: Promise<Rows>][] {
  return [
    [
      4,
      "the goods of a refund that succeeded are not back in stock, or more of them than there were",
      goodsNotBack(db),
    ],
    [4, "goods count as back in stock for a refund that did not happen", goodsBackForNothing(db)],
    [2, "the goods that came back are not what the stock's movements say", unexplainedReturns(db)],
    [
      2,
      "goods went back to stock for a refund that never succeeded, and staff did not say so",
      unapprovedReturns(db),
    ],
    [4, "an order's fulfilment state does not match its shipments", wrongFulfilments(db)],
    [
      4,
      "an order waits to be packed though nothing is to be sent, or the other way round",
      wronglyNotRequired(db),
    ],
  ];
}
