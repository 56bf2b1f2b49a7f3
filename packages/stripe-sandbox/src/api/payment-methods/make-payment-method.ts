import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { PaymentMethod } from "../../stripe/stripe-types.ts";
import { findAccountByIban } from "../../test-instruments/test-accounts.ts";
import { findCardByNumber } from "../../test-instruments/test-cards.ts";
import type { Decline, TestInstrument } from "../../test-instruments/test-instrument.ts";
import { assertCoveredName } from "../../test-instruments/uncovered-names.ts";
import { findKind, kinds } from "./kinds.ts";
import type { PaymentMethodInput } from "./payment-method-input.ts";
import type { PaymentMethodKind, ReadInstrument } from "./payment-method-kind.ts";

/** What we know about a payment method and Stripe's object does not say. */
export interface PaymentMethodPrivate {
  /** The published test number of the card or account. */
  instrument: string;
  /** It was charged without belonging to a customer, or was detached: it may not be used again. */
  usedUp?: boolean;
  /** Saved with its owner's consent, by a setup intent or `setup_future_usage`: off session it is not challenged. */
  isSetUp?: boolean;
  /** The lasting permission to debit the account. */
  mandate?: string;
}

/** Makes a payment method of a card or account that was typed in or named by a token. */
export function makePaymentMethod(work: UnitOfWork, input: PaymentMethodInput, param = ""): PaymentMethod {
  const at = (name: string) => {
    const [first = "", ...rest] = name.split("[");
    return param ? [`${param}[${first}]`, ...rest].join("[") : name;
  };
  const type = input.type ?? (input.card ? "card" : undefined);
  if (!type) throw badParam(at("type"), `Missing required param: ${at("type")}.`, "parameter_missing");
  const kind = findKind(type);
  if (!kind) throw notCovered(`payment methods of type ${type}`);
  return store(work, kind, kind.read(work, input, at), input);
}

/** The payment method with this id; `pm_card_visa` and the like make a new one at every use. */
export function usePaymentMethod(work: UnitOfWork, id: string, param: string): PaymentMethod {
  const known = work.store.find("payment_method", id);
  if (known) {
    assertNotUsedUp(work, known);
    return known;
  }
  for (const kind of kinds) {
    const read = kind.fromAlias(work, id);
    if (read) return store(work, kind, read, { billing_details: read.billing_details });
  }
  assertCoveredName(id);
  throw missing("payment_method", id, param);
}

function assertNotUsedUp(work: UnitOfWork, { id, customer }: PaymentMethod): void {
  if (customer || !work.store.findPrivate<PaymentMethodPrivate>(id)?.usedUp) return;
  throw refusal(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
    { param: "payment_method" },
  );
}

/** Remembers something of a payment method that Stripe's object does not say. */
export function remember(
  work: UnitOfWork,
  method: PaymentMethod,
  facts: Omit<PaymentMethodPrivate, "instrument">,
): void {
  const hidden = work.store.findPrivate<PaymentMethodPrivate>(method.id);
  work.store.update(method, { ...hidden, ...facts });
}

/** Marks a payment method that has served its one purpose. */
export function useUp(work: UnitOfWork, method: PaymentMethod): void {
  remember(work, method, { usedUp: true });
}

/** The test card or account behind a payment method: it decides how charges and refunds go. */
export function instrumentOf(work: UnitOfWork, paymentMethod: string | null): TestInstrument {
  const hidden = paymentMethod ? work.store.findPrivate<PaymentMethodPrivate>(paymentMethod) : undefined;
  const number = hidden?.instrument ?? "";
  const instrument = findCardByNumber(number) ?? findAccountByIban(number);
  if (!instrument) throw refusal(`The payment method ${paymentMethod} is not one of this sandbox.`);
  return instrument;
}

/** What the bank says to charging or saving it. A security code that nobody gave cannot be wrong. */
export function declineOf(work: UnitOfWork, { id, card }: PaymentMethod): Decline | null {
  const { decline } = instrumentOf(work, id);
  if (!decline || (decline.code === "incorrect_cvc" && !card?.checks?.cvc_check)) return null;
  return decline;
}

function store(
  work: UnitOfWork,
  kind: PaymentMethodKind,
  { instrument, shown }: ReadInstrument,
  input: PaymentMethodInput,
): PaymentMethod {
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
    ...shown,
    created: work.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    type: kind.type,
  };
  const hidden: PaymentMethodPrivate = { instrument: instrument.number };
  work.store.insert(method, hidden, method.created);
  return method;
}
