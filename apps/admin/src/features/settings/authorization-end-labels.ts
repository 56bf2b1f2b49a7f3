import { type AuthorizationEnd, authorizationEnds } from "@dualtrack/contract";

const labels: Record<AuthorizationEnd, string> = {
  release: "Cancel the order and charge nothing",
  capture: "Charge it a day before",
};

export const authorizationEndChoices = authorizationEnds.map((value) => ({ value, label: labels[value] }));

/** What each choice means; it is about products that are charged when they ship. */
export const authorizationEndHints: Record<AuthorizationEnd, string> = {
  release:
    "Banks reserve money for 7 days as a rule. You get a mail two days before. Then the order is cancelled, and its goods return to stock.",
  capture:
    "Banks reserve money for 7 days as a rule. You get a mail two days before. Your terms must allow charging before you ship.",
};
