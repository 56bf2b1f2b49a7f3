import { orderNumberPrefix } from "@dualtrack/contract";
import { asMatched } from "./as-matched.ts";

/** The prefix as a search text has it, and its letters alone. */
const prefix = orderNumberPrefix.toLowerCase();
const letters = prefix.replace(/[^a-z]/g, "");

const stops = "[\\s.:#_-]*";
const numberWord = `(?:no|nr|number)${stops}`;
const writing = new RegExp(
  `(?<!\\S)(?:(?:orders?${stops})?(?:${numberWord})?(?:#\\s*|${letters})${stops}|orders?${stops}(?:${numberWord})?)(?:${letters}${stops})?0*(\\d{1,9})(?!\\S)`,
  "gi",
);
/** It may be a house's, too. */
const bareNumber = new RegExp(`(?<!\\S)${numberWord}(?=\\d{1,9}(?!\\S))`, "gi");

/** `#1069`, `dt.1069`, `order no. 1069`, `DT-01069` as an order's document has it: `dt-1069`. `No. 7` is any 7. */
export function withOrderNumbers(text: string): string {
  return text.replace(writing, `${prefix}$1`).replace(bareNumber, "");
}

/** The number of an order in any writing: `DT-1069`, `dt 1069`, `#1069`, `1069`. Null for anything else. */
export function readOrderNumber(typed: string): number | null {
  const number = new RegExp(`^(?:${prefix}|0*)(\\d{1,9})$`).exec(withOrderNumbers(asMatched(typed)))?.[1];
  return number === undefined ? null : Number(number);
}
