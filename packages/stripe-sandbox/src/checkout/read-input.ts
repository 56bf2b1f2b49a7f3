import type { FormValue } from "../http/form.ts";
import type { Schema } from "../spec/spec.ts";
import { validateParams } from "../spec/validate-params.ts";
import type { World } from "../world.ts";
import type { PayInput } from "./read-given.ts";

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

/** What a customer may say on the page; the means of payment as in the API's specification. */
const schema = fields({
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
});

/** Checks the JSON of a customer as strictly as the API checks its forms, and refuses in the same words. */
export function readInput(world: World, json: unknown): PayInput {
  const form = asForm(json ?? {});
  return validateParams(world.spec, schema, form as Record<string, FormValue>) as PayInput;
}

/** What is not there is not said: a page sends its empty fields too. */
function asForm(value: unknown): FormValue {
  if (Array.isArray(value)) return value.map(asForm);
  if (typeof value !== "object" || value === null) return String(value);
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== "");
  return Object.fromEntries(given.map(([key, one]) => [key, asForm(one)]));
}
