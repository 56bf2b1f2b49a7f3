import { assertChargeable } from "../../stripe/currencies.ts";
import { badParam, notCovered, refusal } from "../../stripe/errors.ts";
import { assertWhole, MOST } from "../../stripe/limits.ts";

/** What a unit costs, as a price and each of its currency options give it: fixed, or chosen by the customer. */
export interface AmountParams {
  unit_amount?: number;
  unit_amount_decimal?: string;
  custom_unit_amount?: CustomAmountParams;
}

interface CustomAmountParams {
  enabled: boolean;
  maximum?: number;
  minimum?: number;
  preset?: number;
}

/** Amounts in minor units. `unit_amount` is null where `unit_amount_decimal` is not whole, and both where the customer chooses. */
export interface Amounts {
  unit_amount: number | null;
  unit_amount_decimal: string | null;
  custom_unit_amount: { maximum: number | null; minimum: number | null; preset: number | null } | null;
}

/** Checks what a unit costs; exactly one of the three ways has to be given. https://docs.stripe.com/api/prices/create */
export function readAmounts(
  params: AmountParams,
  currency: string,
  param: (name: string) => string,
): Amounts {
  const { unit_amount: whole, unit_amount_decimal: decimal, custom_unit_amount: custom } = params;
  const given = (["unit_amount", "unit_amount_decimal", "custom_unit_amount"] as const).filter(
    (name) => params[name] !== undefined,
  );
  if (given.length === 0)
    throw refusal("Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.", {
      code: "parameter_missing",
      param: param("unit_amount"),
    });
  if (given.length > 1)
    throw badParam(
      param(given[0] ?? ""),
      `You may only specify one of these parameters: ${given.join(", ")}.`,
      "parameters_exclusive",
    );
  if (custom)
    return {
      unit_amount: null,
      unit_amount_decimal: null,
      custom_unit_amount: readCustom(custom, currency, param("custom_unit_amount")),
    };
  if (decimal !== undefined)
    return { ...readDecimal(decimal, param("unit_amount_decimal")), custom_unit_amount: null };
  const amount = assertWhole(whole ?? 0, 0, param("unit_amount"));
  return { unit_amount: amount, unit_amount_decimal: String(amount), custom_unit_amount: null };
}

/** At most 12 places; kept as text, because a fraction of a cent must not become a float. */
function readDecimal(text: string, param: string): Pick<Amounts, "unit_amount" | "unit_amount_decimal"> {
  const [, whole, places = ""] = /^0*(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw badParam(param, `Invalid decimal: ${text}`);
  if (places.length > 12)
    throw badParam(param, `Invalid decimal: ${text}; must contain at most 12 decimal places.`);
  if (whole.length > 8) assertWhole(MOST + 1, 0, param);
  const fraction = places.replace(/0+$/, "");
  return {
    unit_amount: fraction ? null : Number(whole),
    unit_amount_decimal: fraction ? `${whole}.${fraction}` : whole,
  };
}

function readCustom(
  { enabled, maximum, minimum, preset }: CustomAmountParams,
  currency: string,
  param: string,
): Amounts["custom_unit_amount"] {
  if (!enabled)
    throw badParam(`${param}[enabled]`, "Pass true to enable custom_unit_amount, otherwise leave it out.");
  if (minimum !== undefined) assertChargeable(minimum, currency, `${param}[minimum]`);
  for (const [name, value] of Object.entries({ maximum, preset }))
    if (value !== undefined) assertWhole(value, minimum ?? 1, `${param}[${name}]`);
  if (preset !== undefined && maximum !== undefined && preset > maximum)
    throw badParam(`${param}[preset]`, `This value must be less than or equal to ${maximum}.`);
  return { maximum: maximum ?? null, minimum: minimum ?? null, preset: preset ?? null };
}

/** Prices that depend on the quantity are Stripe's, and not the sandbox's. */
export function assertUntiered(params: object, param: (name: string) => string): void {
  if ("tiers" in params) throw notCovered(`the parameter '${param("tiers")}'`);
}
