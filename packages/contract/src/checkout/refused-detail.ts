import { type DetailName, detailNameAt } from "./detail-names.ts";

/**
 * Why Stripe refuses a field: its length, a character in it, or something else; why the shop refuses a VAT id: it is none, or
 * no business has it; `missing`: the goods need an address that was not sent.
 */
export type DetailProblem =
  | "too_long"
  | "characters"
  | "not_valid"
  | "not_a_vat_id"
  | "vat_id_unknown"
  | "missing";

/** The part of a Stripe error that identifies a field. Server and browser get the same. */
interface StripeRefusal {
  type?: string | undefined;
  code?: string | undefined;
  param?: string | undefined;
  message?: string | undefined;
}

/** Stripe's field names that differ from ours. */
const ourNames: Partial<Record<string, string>> = { postal_code: "postalCode" };

/**
 * The field of the checkout that Stripe refused, e.g. for `shipping[address][postal_code]` or
 * `payment_method_data[billing_details][name]`; null if the error is about none of them. With `sameBilling` the billing
 * details are those of the delivery.
 * @see https://docs.stripe.com/api/errors
 */
export function refusedDetail(
  { type, code, param = "", message = "" }: StripeRefusal,
  { sameBilling }: { sameBilling: boolean },
): { field: DetailName; problem: DetailProblem } | null {
  if (type !== "invalid_request_error" && type !== "validation_error") return null;
  const field = fieldOf(param, sameBilling) ?? fieldOfCode[code ?? ""];
  if (field === undefined) return null;
  const isTooLong = /too long|at most|no more than|maximum/i.test(message);
  if (code === "invalid_characters") return { field, problem: "characters" };
  return { field, problem: isTooLong ? "too_long" : "not_valid" };
}

/** Codes that name the field, for errors without a `param`. */
const fieldOfCode: Partial<Record<string, DetailName>> = {
  email_invalid: "email",
  postal_code_invalid: "postalCode",
};

function fieldOf(param: string, sameBilling: boolean): DetailName | undefined {
  if (param === "receipt_email") return "email";
  const steps = param.split(/[[\].]+/).filter(Boolean);
  const isBilling = steps.includes("billing_details");
  if (!isBilling && steps[0] !== "shipping") return undefined;
  const last = steps.at(-1) ?? "";
  const name = ourNames[last] ?? last;
  // There is one e-mail address and one phone number, whoever pays.
  const isOwn = isBilling && !sameBilling && name !== "email" && name !== "phone";
  return detailNameAt(isOwn ? ["billing", name] : [name]);
}
