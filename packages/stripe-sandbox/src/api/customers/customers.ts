import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { type Includable, includable } from "../../http/expand.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { type SearchParams, searchObjects, searchParams } from "../../search/search-objects.ts";
import { missing, notCovered } from "../../stripe/errors.ts";
import type { Customer, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import { withDefault } from "../payment-methods/default-payment-method.ts";
import { useUp } from "../payment-methods/make-payment-method.ts";
import { createCustomer } from "./create-customer.ts";
import { applyCustomerChange } from "./customer-fields.ts";
import { checkTaxLocation, customerTax } from "./customer-tax.ts";

function getCustomer(context: SandboxContext, id: string): Customer {
  const found = context.store.find("customer", id);
  if (!found) throw missing("customer", id);
  return found;
}

/** A deleted customer can still be retrieved, as its tombstone. https://docs.stripe.com/api/customers/retrieve */
function retrieve(context: SandboxContext, id: string): { object: string } {
  const found = context.store.findAny(id, "customer");
  if (!found) throw missing("customer", id);
  return found;
}

function update(work: UnitOfWork, id: string, params: Stripe.CustomerUpdateParams): Customer {
  const before = getCustomer(work, id);
  const changed = applyCustomerChange(before, params);
  checkTaxLocation(changed, params.tax);
  const wanted = params.invoice_settings?.default_payment_method;
  const next = wanted === undefined ? changed : withDefault(work, changed, wanted);
  work.store.update(next);
  recordEvent(work, "customer.updated", next, before);
  return next;
}

/** The payment methods of a deleted customer cannot be used again. */
function remove(work: UnitOfWork, id: string): { id: string; object: "customer"; deleted: true } {
  const customer = getCustomer(work, id);
  const methods = work.store.list({
    type: "payment_method",
    where: { customer: id },
    limit: 1000,
  });
  for (const method of methods.data) {
    const orphan: PaymentMethod = { ...method, customer: null };
    useUp(work, orphan);
  }
  const tombstone = { id, object: "customer" as const, deleted: true as const };
  work.store.markDeleted(id, tombstone);
  recordEvent(work, "customer.deleted", customer);
  return tombstone;
}

/** Nobody can have any of what makes these lists. */
const none =
  (name: string): Includable =>
  (_, { id }) => ({ object: "list", data: [], has_more: false, url: `/v1/customers/${id}/${name}` });

/** What a customer shows only when it is expanded. */
export const includableInCustomers: Record<string, Includable> = {
  "customer.tax": includable<Customer>((_, customer) => customerTax(customer)),
  "customer.tax_ids": none("tax_ids"),
  "customer.sources": none("sources"),
  "customer.subscriptions": none("subscriptions"),
  "customer.invoice_credit_balance": () => ({}),
  "customer.cash_balance": () => {
    throw notCovered("the expansion of 'cash_balance'");
  },
};

const covered = [
  "address",
  "business_name",
  "description",
  "email",
  "individual_name",
  "invoice_prefix",
  "invoice_settings",
  "metadata",
  "name",
  "next_invoice_sequence",
  "phone",
  "preferred_locales",
  "shipping",
  "tax",
  "tax_exempt",
];

export const customerRoutes = [
  route<Stripe.CustomerCreateParams>(
    "POST",
    "/v1/customers",
    (work, { params }) => createCustomer(work, params),
    { covers: [...covered, "payment_method"] },
  ),
  route<Stripe.CustomerListParams>(
    "GET",
    "/v1/customers",
    (work, { params }) =>
      paginate(work, params, {
        type: "customer",
        url: "/v1/customers",
        ...(params.email ? { equals: { email: params.email } } : {}),
      }),
    { covers: [...pageParams, "created", "email"] },
  ),
  route<SearchParams>(
    "GET",
    "/v1/customers/search",
    (work, { params }) =>
      searchObjects(work, params, {
        type: "customer",
        url: "/v1/customers/search",
        fields: { created: "numeric", email: "string", name: "string", phone: "string" },
      }),
    { covers: searchParams },
  ),
  route("GET", "/v1/customers/{id}", (work, { id }) => retrieve(work, id), { covers: [] }),
  route<Stripe.CustomerUpdateParams>(
    "POST",
    "/v1/customers/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: covered },
  ),
  route("DELETE", "/v1/customers/{id}", (work, { id }) => remove(work, id), { covers: [] }),
  route<Stripe.CustomerListPaymentMethodsParams>(
    "GET",
    "/v1/customers/{id}/payment_methods",
    (work, { id, params }) => {
      getCustomer(work, id);
      return paginate(work, params, {
        type: "payment_method",
        where: { customer: id },
        url: `/v1/customers/${id}/payment_methods`,
        ...(params.type ? { equals: { type: params.type } } : {}),
      });
    },
    { covers: [...pageParams, "type"] },
  ),
];
