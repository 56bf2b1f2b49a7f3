import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { FormValue } from "../../spec/form.ts";
import type { Schema } from "../../spec/schema.ts";
import { validateParams } from "../../spec/validate-params.ts";
import { unreadableRequest } from "../../stripe/errors.ts";
import type { Choices } from "./change-session.ts";
import type { PayInput } from "./read-customer-input.ts";

const text: Schema = { type: "string" };
const map = (items: Schema): Schema => ({ type: "object", additionalProperties: items });
const fields = (properties: Record<string, Schema>): Schema => ({ type: "object", properties });
const address = fields({
  city: text,
  country: text,
  line1: text,
  line2: text,
  postal_code: text,
  state: text,
});

const choices = {
  quantities: map({ type: "integer" }),
  shipping_rate: text,
  promotion_code: { anyOf: [text, { type: "null" }] },
};

/** What a customer may change about the order. */
const choicesSchema = fields({ ...choices, tax_address: address });

/** What a customer may say when they pay; the means of payment as in the API's specification. */
const paySchema = fields({
  ...choices,
  payment_method: text,
  payment_method_data: fields({
    type: text,
    card: { $ref: "#/components/schemas/PaymentMethodCreateParams.Card" },
    sepa_debit: { $ref: "#/components/schemas/PaymentMethodCreateParams.SepaDebit" },
  }),
  email: text,
  name: text,
  phone: text,
  billing_address: address,
  shipping: fields({ name: text, address }),
  custom_fields: map(text),
  terms_of_service: { type: "string", enum: ["accepted"] },
  expected_amount: { type: "integer" },
});

/** Checks the JSON of a customer who pays as strictly as the API checks its forms, and refuses in the same words. */
export function readPayInput(context: SandboxContext, json: unknown): PayInput & Choices {
  return validateParams(context.spec, paySchema, asForm(json)) as PayInput & Choices;
}

export function readChoices(context: SandboxContext, json: unknown): Choices {
  return validateParams(context.spec, choicesSchema, asForm(json)) as Choices;
}

function asForm(json: unknown): Record<string, FormValue> {
  const form = asValue(json ?? {});
  if (typeof form === "string" || Array.isArray(form)) throw unreadableRequest("the body is no JSON object");
  return form;
}

/** JSON as a form would carry it: all leaves are text, and null is empty. */
function asValue(value: unknown): FormValue {
  if (Array.isArray(value)) return value.map(asValue);
  if (typeof value !== "object" || value === null) return value === null ? "" : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asValue(one)]));
}
