import { formatMoney } from "@dualtrack/contract";
import { exactTime } from "../../messages.ts";

export interface Change {
  field: string;
  before: string;
  after: string;
}

/** Compares what an audit entry stores from before and after its action, field by field. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const currency = currencyIn([...Object.values(was), ...Object.values(is)]);
  const entry = (name: string, value: unknown) =>
    typeof value === "number" && currency !== undefined && sums.includes(name)
      ? formatMoney({ amount: value, currency })
      : valueText(value);
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields
    .map((field) => ({
      field: fieldLabel(field),
      before: entry(field, was[field]),
      after: entry(field, is[field]),
    }))
    .filter((change) => change.before !== change.after);
}

/** Fields whose plain numbers are amounts in the entry's currency. */
const sums = ["amount", "refunded"];

function currencyIn(values: unknown[]): string | undefined {
  const found = values.map((value) => fieldsOf(value).currency);
  return found.find((currency) => typeof currency === "string");
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** `paymentState` is `payment state`. */
function fieldLabel(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return exactTime(value);
  if (typeof value === "string") return /^[a-z_]+$/.test(value) ? value.replaceAll("_", " ") : value;
  if (Array.isArray(value)) return value.map(valueText).join("; ");
  const { amount, currency, ...rest } = fieldsOf(value);
  if (typeof amount === "number" && typeof currency === "string" && Object.keys(rest).length === 0)
    return formatMoney({ amount, currency });
  if (typeof value === "object")
    return Object.entries(value)
      .filter(([name]) => !name.endsWith("Id"))
      .map(([name, part]) => `${fieldLabel(name)} ${valueText(part)}`)
      .join(", ");
  return String(value);
}
