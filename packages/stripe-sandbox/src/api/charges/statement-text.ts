import { badParam, type StripeError } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import type { PaymentIntent } from "../../stripe/stripe-types.ts";

/** The prefix of the account, which stands before the suffix of each payment. */
const PREFIX = "SANDBOX";
const LONGEST = 22;
const forbidden = /[<>\\'"*]/;

/** What the customer reads on their statement. https://docs.stripe.com/get-started/account/statement-descriptors */
export function statementText({
  statement_descriptor: whole,
  statement_descriptor_suffix: suffix,
}: Pick<PaymentIntent, "statement_descriptor" | "statement_descriptor_suffix">): string {
  if (whole) return whole;
  return suffix ? `${PREFIX}* ${suffix}`.slice(0, LONGEST) : PREFIX;
}

/** The whole text, or null to unset it. */
export function readDescriptor(text: string | null): string | null {
  if (!text) return null;
  if (text.length < 5 || text.length > LONGEST || forbidden.test(text))
    throw badParam(
      "statement_descriptor",
      "The statement descriptor must be 5 to 22 characters long and may not contain < > \\ ' \" *.",
    );
  return text;
}

/** What comes after the account's prefix, or null to unset it. */
export function readSuffix(text: string | null, param = "statement_descriptor_suffix"): string | null {
  if (!text) return null;
  assertLength(text, LONGEST, param);
  if (forbidden.test(text))
    throw badParam(param, "The statement descriptor suffix may not contain < > \\ ' \" *.");
  return text;
}

/** Cards show the account's own text, with a suffix at most. */
export function noDescriptorForCards(): StripeError {
  return badParam(
    "statement_descriptor",
    "The statement_descriptor parameter is not supported for cards. Use statement_descriptor_suffix instead.",
  );
}
