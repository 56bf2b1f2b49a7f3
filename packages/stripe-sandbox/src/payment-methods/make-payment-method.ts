import { createHash } from "node:crypto";
import { badParam, missing, notCovered, refusal } from "../http/errors.ts";
import { newId } from "../ids.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import type { PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { type CardInput, fromAlias, type ReadCard, readCard } from "./read-card.ts";
import { findCardByNumber, type TestCard } from "./test-cards.ts";

/** What we know about a payment method and Stripe's object does not say. The number is a published test number. */
export interface PaymentMethodPrivate {
  testCard: string;
  /** It was charged without belonging to a customer, or was detached: it may not be used again. */
  usedUp?: boolean;
}

export interface PaymentMethodInput {
  type?: string | undefined;
  card?: CardInput | undefined;
  billing_details?: BillingInput | undefined;
  metadata?: MetadataParam;
  allow_redisplay?: string | undefined;
}

interface BillingInput {
  address?:
    | Partial<Record<"city" | "country" | "line1" | "line2" | "postal_code" | "state", string>>
    | ""
    | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  tax_id?: string;
}

/** Makes a payment method of a card that was typed in or named by a token. */
export function makePaymentMethod(work: Work, input: PaymentMethodInput, param = ""): PaymentMethod {
  const at = (name: string) => (param ? `${param}[${name}]` : name);
  if (!input.type && !input.card)
    throw badParam(at("type"), `Missing required param: ${at("type")}.`, "parameter_missing");
  if ((input.type ?? "card") !== "card") throw notCovered(`payment methods of type ${input.type}`);
  if (!input.card) throw badParam(at("card"), `Missing required param: ${at("card")}.`, "parameter_missing");
  return store(work, readCard(work.clock, input.card, at("card")), input);
}

/** The payment method with this id; `pm_card_visa` and the like make a new one at every use. */
export function usePaymentMethod(work: Work, id: string, param: string): PaymentMethod {
  const known = work.store.find<PaymentMethod>("payment_method", id);
  if (known) {
    assertNotUsedUp(work, known);
    return known;
  }
  if (id.startsWith("pm_card_") || id.startsWith("tok_"))
    return store(work, fromAlias(work.clock, id, param), {});
  throw missing("payment_method", id, param);
}

function assertNotUsedUp(work: Work, { id, customer }: PaymentMethod): void {
  if (customer || !work.store.findPrivate<PaymentMethodPrivate>(id)?.usedUp) return;
  throw refusal(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
    { param: "payment_method" },
  );
}

/** Marks a payment method that has served its one purpose. */
export function useUp(work: Work, method: PaymentMethod): void {
  const hidden: PaymentMethodPrivate = { testCard: testCardOf(work, method.id).number, usedUp: true };
  work.store.update(method, hidden);
}

/** The test card behind a payment method: it decides how charges and refunds go. */
export function testCardOf(work: Work, paymentMethod: string | null): TestCard {
  const hidden = paymentMethod ? work.store.findPrivate<PaymentMethodPrivate>(paymentMethod) : undefined;
  const card = hidden && findCardByNumber(hidden.testCard);
  if (!card) throw refusal(`The payment method ${paymentMethod} is not a card of this sandbox.`);
  return card;
}

function store(work: Work, read: ReadCard, input: PaymentMethodInput): PaymentMethod {
  const { card } = read;
  const billing = input.billing_details ?? {};
  const address = billing.address || {};
  const method: PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: input.allow_redisplay ?? "unspecified",
    billing_details: {
      address: {
        city: address.city ?? null,
        country: address.country ?? null,
        line1: address.line1 ?? null,
        line2: address.line2 ?? null,
        postal_code: address.postal_code ?? null,
        state: address.state ?? null,
      },
      email: billing.email ?? null,
      name: billing.name ?? null,
      phone: billing.phone ?? null,
      tax_id: billing.tax_id ?? null,
    },
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: address.line1 ? "pass" : null,
        address_postal_code_check: address.postal_code ? "pass" : null,
        cvc_check: read.cvcGiven ? "unchecked" : null,
      },
      country: card.country,
      display_brand: card.brand,
      exp_month: read.expMonth,
      exp_year: read.expYear,
      fingerprint: fingerprintOf(card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: card.brand !== "amex" },
      wallet: null,
    },
    created: work.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    type: "card",
  };
  const hidden: PaymentMethodPrivate = { testCard: card.number };
  work.store.insert(method, hidden, method.created);
  return method;
}

/** The same for every use of one number, as Stripe's is; not reversible to anything but a published test number. */
function fingerprintOf(number: string): string {
  return createHash("sha256")
    .update(`fingerprint ${number}`)
    .digest("base64url")
    .replace(/[-_]/g, "x")
    .slice(0, 16);
}
