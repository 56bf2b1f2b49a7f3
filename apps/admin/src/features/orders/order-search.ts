import {
  type FulfilmentState,
  fulfilmentStates,
  type OrderPaymentState,
  type OrderState,
  orderPaymentStates,
  orderStates,
  type PaymentRisk,
  paymentRisks,
} from "@dualtrack/contract";
import { parseAmount } from "../../parse-amount.ts";
import { readDay, readFlag, readList, readOneOf, readText } from "../../search-params.ts";

export const sorts = ["newest", "oldest", "highest", "lowest"] as const;
type Sort = (typeof sorts)[number];

/** What the list's address holds. Defaults are left out, so that the plain list is `/orders`. */
export interface OrderSearch {
  q?: string | undefined;
  state?: OrderState[] | undefined;
  payment?: OrderPaymentState[] | undefined;
  fulfilment?: FulfilmentState[] | undefined;
  risk?: PaymentRisk[] | undefined;
  provisional?: true | undefined;
  bank?: true | undefined;
  attention?: true | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Days on which something that is booked begins. */
  bookedFrom?: string | undefined;
  bookedTo?: string | undefined;
  /** In major units of the shop's currency, as typed: 20 or 19.90. */
  min?: string | undefined;
  max?: string | undefined;
  sort?: Sort | undefined;
}

export type ChangeSearch = (change: OrderSearch) => void;

export function readOrderSearch(search: Record<string, unknown>): OrderSearch {
  const sort = readOneOf(search.sort, sorts);
  return {
    q: readText(search.q),
    state: readList(search.state, orderStates),
    payment: readList(search.payment, orderPaymentStates),
    fulfilment: readList(search.fulfilment, fulfilmentStates),
    risk: readList(search.risk, paymentRisks),
    provisional: readFlag(search.provisional),
    bank: readFlag(search.bank),
    attention: readFlag(search.attention),
    from: readDay(search.from),
    to: readDay(search.to),
    bookedFrom: readDay(search.bookedFrom),
    bookedTo: readDay(search.bookedTo),
    min: readAmount(search.min),
    max: readAmount(search.max),
    sort: sort === "newest" ? undefined : sort,
  };
}

function readAmount(value: unknown): string | undefined {
  const text = readText(value, 20);
  return text !== undefined && /^\d{1,9}([.,]\d{0,3})?$/.test(text) ? text : undefined;
}

export type OrderQuery = ReturnType<typeof queryOf>;

/** The server's query for the list in the address. `currency` is the shop's. */
export function queryOf(
  { state, payment, fulfilment, risk, min, max, ...same }: OrderSearch,
  currency: string,
) {
  return {
    ...same,
    states: state,
    paymentStates: payment,
    fulfilmentStates: fulfilment,
    risks: risk,
    minTotal: minorOf(min, currency),
    maxTotal: minorOf(max, currency),
  };
}

function minorOf(text: string | undefined, currency: string): number | undefined {
  return text === undefined ? undefined : (parseAmount(text, currency).amount ?? undefined);
}

/** Whether a filter is set. Sorting is no filter. */
export function isFiltered({ sort: _, ...filters }: OrderSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
