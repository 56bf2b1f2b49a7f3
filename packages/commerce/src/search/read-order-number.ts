import { orderNumberPrefix } from "@dualtrack/contract";
import { asMatched } from "./as-matched.ts";

/** The prefix in lower case, and its letters. */
const prefix = orderNumberPrefix.toLowerCase();
const letters = prefix.replace(/[^a-z]/g, "");

const separators = "[\\s.:#_-]*";
const numberWord = `(?:no|nr|number)${separators}`;
const orderNumber = new RegExp(
  `(?<!\\S)(?:(?:orders?${separators})?(?:${numberWord})?(?:#\\s*|${letters})${separators}|orders?${separators}(?:${numberWord})?)(?:${letters}${separators})?0*(\\d{1,9})(?!\\S)`,
  "gi",
);
/** `no. 7` without "order", which may be a house number, too. */
const bareNumber = new RegExp(`(?<!\\S)${numberWord}(?=\\d{1,9}(?!\\S))`, "gi");

/** Writes `#1069`, `dt.1069`, `order no. 1069` or `DT-01069` as search documents do: `dt-1069`. `No. 7` becomes `7`. */
export function withOrderNumbers(text: string): string {
  return text.replace(orderNumber, `${prefix}$1`).replace(bareNumber, "");
}

/** The number of an order in any spelling: `DT-1069`, `dt 1069`, `#1069`, `1069`. Null for anything else. */
export function readOrderNumber(typed: string): number | null {
  const number = new RegExp(`^(?:${prefix}|0*)(\\d{1,9})$`).exec(withOrderNumbers(asMatched(typed)))?.[1];
  return number === undefined ? null : Number(number);
}
