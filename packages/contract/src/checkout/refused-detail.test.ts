import { expect, test } from "vitest";
import { refusedDetail } from "./refused-detail.ts";

const refused = (param: string, sameBilling = true, more: { code?: string; message?: string } = {}) =>
  refusedDetail({ type: "invalid_request_error", param, ...more }, { sameBilling });

test.each([
  ["receipt_email", "email", "email"],
  ["shipping[address][postal_code]", "postalCode", "postalCode"],
  ["shipping[name]", "name", "name"],
  ["shipping[phone]", "phone", "phone"],
  ["payment_method_data[billing_details][email]", "email", "email"],
  ["payment_method_data[billing_details][name]", "name", "billingName"],
  ["billing_details[address][line1]", "line1", "billingLine1"],
  ["billing_details[address][postal_code]", "postalCode", "billingPostalCode"],
])("%s is the field %s, or %s of another billing address", (param, same, own) => {
  expect(refused(param)?.field).toBe(same);
  expect(refused(param, false)?.field).toBe(own);
});

test("a code that names the field is enough", () => {
  expect(refused("", true, { code: "email_invalid" })?.field).toBe("email");
  expect(refused("", true, { code: "postal_code_invalid" })?.field).toBe("postalCode");
});

test("what is about none of the fields, or no refusal of theirs, is not blamed on one", () => {
  expect(refused("metadata[dualtrack_note]")).toBeNull();
  expect(refused("amount")).toBeNull();
  expect(refused("shipping[carrier]")).toBeNull();
  expect(refused("")).toBeNull();
  expect(refusedDetail({ type: "card_error", param: "shipping[name]" }, { sameBilling: true })).toBeNull();
  expect(refusedDetail({ type: "api_error", param: "shipping[name]" }, { sameBilling: true })).toBeNull();
});

test("why: too long, a character, or anything else", () => {
  const problem = (code: string, message: string) =>
    refused("shipping[name]", true, { code, message })?.problem;
  expect(problem("parameter_invalid_string", "Invalid string: x; must be at most 5000 characters")).toBe(
    "too_long",
  );
  expect(problem("invalid_characters", "This value contains invalid characters.")).toBe("characters");
  expect(problem("email_invalid", "Invalid email address: x")).toBe("not_valid");
});
