import { recordEvent } from "../events/record-event.ts";
import { missing, notCovered } from "../http/errors.ts";
import { pageParams, paginate } from "../http/paginate.ts";
import { route } from "../http/route.ts";
import { newId, randomWord } from "../ids.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import { readEmail } from "../payment-intents/terms.ts";
import { usePaymentMethod, useUp } from "../payment-methods/make-payment-method.ts";
import { attachPaymentMethod } from "../payment-methods/payment-methods.ts";
import { type SearchParams, searchObjects, searchParams } from "../search/search-objects.ts";
import type { Customer, PaymentMethod, Stripe } from "../stripe-types.ts";
import type { Work, World } from "../world.ts";

type Change = Stripe.CustomerCreateParams | Stripe.CustomerUpdateParams;
type AddressInput = Stripe.AddressParam | "" | null | undefined;

function getCustomer(world: World, id: string): Customer {
  const found = world.store.find<Customer>("customer", id);
  if (!found) throw missing("customer", id);
  return found;
}

/** A deleted customer can still be retrieved, as its tombstone. */
function retrieve(world: World, id: string): { object: string } {
  const found = world.store.findAny(id);
  if (found?.object !== "customer") throw missing("customer", id);
  return found;
}

export function createCustomer(work: Work, params: Stripe.CustomerCreateParams): Customer {
  const blank: Customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: work.clock.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomWord(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  const customer = applyChange(blank, params);
  work.store.insert(customer, null, customer.created);
  recordEvent(work, "customer.created", customer);
  if (params.payment_method) {
    const method = usePaymentMethod(work, params.payment_method, "payment_method");
    attachPaymentMethod(work, method, customer.id);
  }
  return setDefault(work, customer, params);
}

function update(work: Work, id: string, params: Stripe.CustomerUpdateParams): Customer {
  const before = getCustomer(work, id);
  const changed = setDefault(work, applyChange(before, params), params);
  work.store.update(changed);
  recordEvent(work, "customer.updated", changed, before);
  return changed;
}

function remove(work: Work, id: string): { id: string; object: "customer"; deleted: true } {
  const customer = getCustomer(work, id);
  const methods = work.store.list<PaymentMethod>({
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

function applyChange(customer: Customer, params: Change): Customer {
  const next = { ...customer };
  for (const field of ["description", "name", "phone"] as const)
    if (params[field] !== undefined) next[field] = params[field] || null;
  if (params.email !== undefined) next.email = readEmail(params.email, "email");
  if (params.address !== undefined) next.address = addressOf(params.address);
  if (params.preferred_locales !== undefined) next.preferred_locales = params.preferred_locales;
  if (params.tax_exempt !== undefined) next.tax_exempt = params.tax_exempt || "none";
  if (params.shipping !== undefined)
    next.shipping = params.shipping
      ? {
          address: addressOf(params.shipping.address) ?? blankAddress,
          name: params.shipping.name,
          phone: params.shipping.phone ?? null,
        }
      : null;
  next.metadata = mergeMetadata(customer.metadata, params.metadata as MetadataParam);
  assertOnlyDefault(params);
  return next;
}

function assertOnlyDefault(params: Change): void {
  for (const name of Object.keys(params.invoice_settings ?? {}))
    if (name !== "default_payment_method")
      throw notCovered(`the parameter 'invoice_settings[${name}]' of customers`);
}

function setDefault(work: Work, customer: Customer, params: Change): Customer {
  const wanted = params.invoice_settings?.default_payment_method;
  if (!wanted) return customer;
  const method = work.store.find<PaymentMethod>("payment_method", wanted);
  if (method?.customer !== customer.id)
    throw missing("payment_method", wanted, "invoice_settings[default_payment_method]");
  const next = {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: wanted },
  };
  work.store.update(next);
  return next;
}

const blankAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function addressOf(input: AddressInput): Stripe.Address | null {
  if (!input) return null;
  const given = Object.entries(input).filter(([, value]) => value != null);
  return { ...blankAddress, ...Object.fromEntries(given) };
}

const covered = [
  "address",
  "description",
  "email",
  "invoice_settings",
  "metadata",
  "name",
  "phone",
  "preferred_locales",
  "shipping",
  "tax_exempt",
];

export const customerRoutes = [
  route<Stripe.CustomerCreateParams>(
    "POST",
    "/v1/customers",
    (work, { params }) => createCustomer(work, params),
    {
      covers: [...covered, "payment_method"],
    },
  ),
  route<Stripe.CustomerListParams>(
    "GET",
    "/v1/customers",
    (work, { params }) =>
      paginate<Customer>(work, params, {
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
      searchObjects<Customer>(work, params, {
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
      return paginate<PaymentMethod>(work, params, {
        type: "payment_method",
        where: { customer: id },
        url: `/v1/customers/${id}/payment_methods`,
        ...(params.type ? { equals: { type: params.type } } : {}),
      });
    },
    { covers: [...pageParams, "type"] },
  ),
];
