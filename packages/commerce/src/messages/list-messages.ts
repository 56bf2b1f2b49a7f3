import {
  formatMessageNumber,
  formatOrderNumber,
  type ListMessages,
  type MessageFilter,
  type MessageReason,
  type MessageState,
} from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { messageWhere } from "./message-where.ts";

const listed = {
  order: { select: { number: true } },
  answers: { orderBy: { createdAt: "desc" }, take: 1, select: { staffName: true, createdAt: true } },
} as const satisfies Prisma.CustomerMessageInclude;
export type ListedMessage = Prisma.CustomerMessageGetPayload<{ include: typeof listed }>;

/** Characters of the text that a list shows. */
const shownText = 200;

/** A message for staff. Times are ISO instants. */
export interface MessageView {
  id: string;
  /** For its address: `number` is how it is quoted. */
  key: number;
  number: string;
  reason: MessageReason;
  state: MessageState;
  email: string;
  /** The order by whose link the customer came. */
  order: string | null;
  /** What the customer wrote as the order's number. */
  orderText: string | null;
  text: string;
  createdAt: string;
  /** The last answer. */
  answered: { by: string; at: string } | null;
  closedBy: string | null;
}

/** Messages, the newest first. CURSOR_INVALID. */
export async function listMessages(shop: Shop, { cursor, limit, ...filter }: ListMessages) {
  const rows = await pageOf(shop, filter, { after: readCursor(cursor, "uuid"), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    messages: page.map(viewOf),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

export function countMessages(shop: Shop, filter: MessageFilter): Promise<number> {
  return shop.db.customerMessage.count({ where: messageWhere(filter) });
}

/** A page of a filter's rows, the newest first. */
export function pageOf(
  shop: Shop,
  filter: MessageFilter,
  { after, limit }: { after: PageCursor | null; limit: number },
): Promise<ListedMessage[]> {
  return shop.db.customerMessage.findMany({
    where: { AND: [messageWhere(filter), sentBefore(after)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    include: listed,
  });
}

function sentBefore(after: PageCursor | null): Prisma.CustomerMessageWhereInput {
  if (after === null) return {};
  const { at: createdAt, id } = after;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

function viewOf({ order, answers: [answer], ...row }: ListedMessage): MessageView {
  const { id, number, reason, state, email, orderText, text, closedBy } = row;
  return {
    ...{ id, key: number, number: formatMessageNumber(number), reason, state, email, orderText, closedBy },
    order: order === null ? null : formatOrderNumber(order.number),
    text: text.length > shownText ? `${text.slice(0, shownText)}…` : text,
    createdAt: row.createdAt.toISOString(),
    answered: answer === undefined ? null : { by: answer.staffName, at: answer.createdAt.toISOString() },
  };
}

/** For Home: how many wait for an answer, since when, and the oldest of them. */
export async function messageAttention(shop: Shop, { examples }: { examples: number }) {
  const where = { state: "open" as const, isSuspected: false };
  const [count, rows] = await Promise.all([
    shop.db.customerMessage.count({ where }),
    shop.db.customerMessage.findMany({
      where,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: examples,
      include: listed,
    }),
  ]);
  return {
    count,
    since: rows[0]?.createdAt.toISOString() ?? null,
    examples: rows.map(viewOf).map(({ key, number, reason, email }) => ({ key, number, reason, email })),
  };
}
