import { badParam } from "../../stripe/errors.ts";
import { assertLength, assertWhole } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { Customer, Stripe } from "../../stripe/stripe-types.ts";

export type CustomerChange = Stripe.CustomerCreateParams | Stripe.CustomerUpdateParams;
type AddressInput = Stripe.AddressParam | "" | null | undefined;
type InvoiceSettings = Customer["invoice_settings"];

const MOST_CUSTOM_FIELDS = 4;

/**
 * The customer with the given parameters applied, each checked; what is not given stays. All but the default payment
 * method, which has to be the customer's own first. Limits: https://docs.stripe.com/api/customers/create
 */
export function applyCustomerChange(customer: Customer, change: CustomerChange): Customer {
  const next = { ...customer };
  for (const [field, most] of [
    ["description", 5000],
    ["name", 256],
    ["phone", 20],
  ] as const) {
    if (change[field] === undefined) continue;
    assertLength(change[field], most, field);
    next[field] = change[field] || null;
  }
  for (const field of ["business_name", "individual_name"] as const) {
    if (change[field] === undefined) continue;
    assertLength(change[field], 150, field);
    // These two are not null but absent when there are none.
    if (change[field]) next[field] = change[field];
    else delete next[field];
  }
  if (change.email !== undefined) {
    assertLength(change.email, 512, "email");
    next.email = readEmail(change.email, "email");
  }
  if (change.address !== undefined) next.address = addressOf(change.address);
  if (change.preferred_locales !== undefined) next.preferred_locales = change.preferred_locales;
  if (change.tax_exempt !== undefined) next.tax_exempt = change.tax_exempt || "none";
  if (change.shipping !== undefined)
    next.shipping = change.shipping
      ? {
          address: addressOf(change.shipping.address) ?? blankAddress,
          name: change.shipping.name,
          phone: change.shipping.phone ?? null,
        }
      : null;
  if (change.invoice_prefix !== undefined) next.invoice_prefix = readPrefix(change.invoice_prefix);
  if (change.next_invoice_sequence !== undefined)
    next.next_invoice_sequence = assertWhole(change.next_invoice_sequence, 1, "next_invoice_sequence");
  if (change.invoice_settings)
    next.invoice_settings = { ...next.invoice_settings, ...readInvoiceSettings(change.invoice_settings) };
  next.metadata = mergeMetadata(customer.metadata, change.metadata);
  return next;
}

const blankAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Stripe does not check the country of a customer's address. https://github.com/stripe/stripe-node/issues/1680 */
function addressOf(input: AddressInput): Stripe.Address | null {
  if (!input) return null;
  const given = Object.entries(input).filter(([, value]) => value != null);
  return { ...blankAddress, ...Object.fromEntries(given) };
}

function readPrefix(prefix: string): string {
  if (!/^[A-Z0-9]{1,12}$/.test(prefix))
    throw badParam("invoice_prefix", "Invalid invoice_prefix: must be 1-12 uppercase letters or numbers.");
  return prefix;
}

/** What invoices would look like; kept and shown, while invoices themselves are not covered. */
function readInvoiceSettings({
  custom_fields: fields,
  footer,
  rendering_options: rendering,
}: Stripe.CustomerUpdateParams.InvoiceSettings): Partial<InvoiceSettings> {
  if (fields && fields.length > MOST_CUSTOM_FIELDS)
    throw badParam(
      "invoice_settings[custom_fields]",
      `You may specify at most ${MOST_CUSTOM_FIELDS} custom fields.`,
    );
  for (const [index, { name, value }] of (fields || []).entries()) {
    assertLength(name, 40, `invoice_settings[custom_fields][${index}][name]`);
    assertLength(value, 140, `invoice_settings[custom_fields][${index}][value]`);
  }
  assertLength(footer, 5000, "invoice_settings[footer]");
  return {
    ...(fields === undefined ? {} : { custom_fields: fields || null }),
    ...(footer === undefined ? {} : { footer: footer || null }),
    ...(rendering === undefined
      ? {}
      : {
          rendering_options: rendering
            ? {
                amount_tax_display: rendering.amount_tax_display || null,
                template: rendering.template ?? null,
              }
            : null,
        }),
  };
}
