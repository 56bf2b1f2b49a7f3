import { asMatched } from "../search/as-matched.ts";

const stops = "[\\s.:#_-]*";
const numberWord = `(?:no|nr|number)${stops}`;
const writing = new RegExp(
  `(?<!\\S)(?:(?:orders?${stops})?(?:${numberWord})?(?:#\\s*|dt)${stops}|orders?${stops}(?:${numberWord})?)(?:dt${stops})?0*(\\d{1,9})(?!\\S)`,
  "gi",
);
/** It may be a house's, too. */
const bareNumber = new RegExp(`(?<!\\S)${numberWord}(?=\\d{1,9}(?!\\S))`, "gi");

/** `#1069`, `dt.1069`, `order no. 1069`, `DT-01069` as the order's number is written: `dt-1069`. `No. 7` is any 7. */
export function withOrderNumbers(text: string): string {
  return text.replace(writing, "dt-$1").replace(bareNumber, "");
}

/** The number of an order in any writing: `DT-1069`, `dt 1069`, `#1069`, `1069`. Null for anything else. */
export function readOrderNumber(typed: string): number | null {
  const number = /^(?:dt-|0*)(\d{1,9})$/.exec(withOrderNumbers(asMatched(typed)))?.[1];
  return number === undefined ? null : Number(number);
}
