import type { Clock } from "../../core/clock.ts";
import { badParam, refusal, StripeError } from "../../stripe/errors.ts";
import type { TestCard } from "../../test-instruments/test-card.ts";
import { findCardByAlias, findCardByNumber } from "../../test-instruments/test-cards.ts";
import { assertCoveredName, assertCoveredNumber } from "../../test-instruments/uncovered-names.ts";
import type { CardInput } from "./payment-method-input.ts";

export interface ReadCard {
  card: TestCard;
  expMonth: number;
  expYear: number;
  cvcGiven: boolean;
  /** Named, not typed: what the name says would be wrong with it has then been given. */
  byName: boolean;
}

/** Recognises a published test card and checks its date and CVC. Any other number is refused and kept nowhere. */
export function readCard(clock: Clock, input: CardInput, param: string): ReadCard {
  if (input.token !== undefined) {
    const read = readCardAlias(clock, input.token);
    if (!read) assertCoveredName(input.token);
    if (!read)
      throw refusal(`No such token: '${input.token}'`, {
        code: "resource_missing",
        param: `${param}[token]`,
      });
    return read;
  }
  const { number, exp_month: month, exp_year: year, cvc } = input;
  for (const [name, value] of Object.entries({ number, exp_month: month, exp_year: year }))
    if (value === undefined)
      throw badParam(`${param}[${name}]`, `Missing required param: ${param}[${name}].`, "parameter_missing");
  const card = findTestCard(String(number).replace(/[\s-]/g, ""));
  const expMonth = Number(month);
  const expYear = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  if (expMonth < 1 || expMonth > 12)
    throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
  const today = new Date(clock.now());
  const past = expYear * 12 + expMonth < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1;
  if (past || expYear > today.getUTCFullYear() + 50)
    throw cardError("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
  if (cvc !== undefined && !(card.brand === "amex" ? /^\d{3,4}$/ : /^\d{3}$/).test(cvc))
    throw cardError("invalid_cvc", "Your card's security code is invalid.", "cvc");
  return { card, expMonth, expYear, cvcGiven: cvc !== undefined, byName: false };
}

/** A card by its API name, valid for some time to come; undefined when there is none of that name. */
export function readCardAlias(clock: Clock, alias: string): ReadCard | undefined {
  const card = findCardByAlias(alias);
  const next = new Date(clock.now()).getUTCFullYear() + 1;
  if (!card) return undefined;
  const cvcGiven = alias.startsWith("tok_") || card.decline?.code === "incorrect_cvc";
  return { card, expMonth: 12, expYear: next, cvcGiven, byName: true };
}

function findTestCard(number: string): TestCard {
  const card = findCardByNumber(number);
  if (card) return card;
  assertCoveredNumber(number);
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number))
    throw cardError("incorrect_number", "Your card number is incorrect.", "number");
  throw cardError(
    "card_declined",
    "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://docs.stripe.com/testing.",
    "number",
    "test_mode_live_card",
  );
}

function cardError(code: string, message: string, param: string, declineCode?: string): StripeError {
  return new StripeError(402, {
    type: "card_error",
    code,
    ...(declineCode ? { decline_code: declineCode } : {}),
    param,
    message,
  });
}

/** The check digit of card numbers (ISO/IEC 7812). */
function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
