import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { Includable } from "../../http/expand.ts";
import { type PageParams, pageParams, paginateItems } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { Stripe, TaxCalculation, TaxCalculationLineItem } from "../../stripe/stripe-types.ts";
import { type CalculationPrivate, createCalculation, type LinePrivate } from "./create-calculation.ts";

/** A calculation that has not expired. @throws `resource_missing`, 404 or (when a parameter names it) 400 */
export function getCalculation(context: SandboxContext, id: string, param = "id"): TaxCalculation {
  const found = context.store.find("tax.calculation", id);
  if (!found || (found.expires_at ?? 0) <= context.clock.seconds())
    throw missing("tax_calculation", id, param);
  return found;
}

/** The lines of a calculation in the order they were given. */
export function linesOf(context: SandboxContext, calculation: string): TaxCalculationLineItem[] {
  const { lines = [] } = context.store.findPrivate<CalculationPrivate>(calculation) ?? {};
  return lines.flatMap((id) => context.store.find("tax.calculation_line_item", id) ?? []);
}

function listLines(context: SandboxContext, id: string, params: PageParams) {
  getCalculation(context, id);
  return paginateItems(linesOf(context, id), params, `/v1/tax/calculations/${id}/line_items`);
}

export const calculationRoutes = [
  route<Stripe.Tax.CalculationCreateParams>(
    "POST",
    "/v1/tax/calculations",
    (work, { params }) => createCalculation(work, params),
    {
      covers: [
        "currency",
        "line_items",
        "customer",
        "customer_details",
        "ship_from_details",
        "shipping_cost",
        "tax_date",
      ],
    },
  ),
  route("GET", "/v1/tax/calculations/{id}", (work, { id }) => getCalculation(work, id), { covers: [] }),
  route<Stripe.Tax.CalculationListLineItemsParams>(
    "GET",
    "/v1/tax/calculations/{id}/line_items",
    (work, { id, params }) => listLines(work, id, params),
    { covers: [...pageParams] },
  ),
];

/** What a calculation and its lines show only when asked. */
export const includableInCalculations: Record<string, Includable> = {
  "tax.calculation.line_items": (context, { id }) => listLines(context, id, {}),
  "tax.calculation.shipping_cost.tax_breakdown": (context, { id }) =>
    context.store.findPrivate<CalculationPrivate>(id)?.shippingTaxBreakdown ?? null,
  "tax.calculation_line_item.tax_breakdown": (context, { id }) =>
    context.store.findPrivate<LinePrivate>(id)?.tax_breakdown ?? null,
};
