import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import type { Charge, PaymentIntent, PaymentMethod, Refund } from "../../stripe/stripe-types.ts";
import type { Decline, TestInstrument } from "../../test-instruments/test-instrument.ts";
import type { PaymentMethodInput } from "./payment-method-input.ts";

/** An attempt to charge: how it was asked for, and what the bank said. */
export interface Attempt {
  decline: Decline | null;
  /** The customer passed 3-D Secure before this charge. */
  authenticated: boolean;
  capture: boolean;
  /** The customer's permission, where the kind needs one. */
  mandate: string | null;
}

/** A type of payment method: all in which cards and bank accounts differ. */
export interface PaymentMethodKind {
  type: "card" | "sepa_debit";
  /** The currencies it pays in; left out, all of them. */
  currencies?: readonly string[];
  /** Money can be held first and taken later. */
  canHold: boolean;
  /** It is only charged with the customer's mandate. */
  needsMandate: boolean;
  /** The bank's answer comes later: until then payments are `processing`. */
  decidesLater: boolean;
  /** The shop can choose the whole text on the customer's statement. */
  ownStatementText: boolean;
  /** Reads what a caller typed in. Throws Stripe's refusal of anything that is not a test instrument. */
  read(context: SandboxContext, input: PaymentMethodInput, at: (name: string) => string): ReadInstrument;
  /** The instrument that one of the names in Stripe's documentation means; undefined when it is no name of this kind. */
  fromAlias(context: SandboxContext, alias: string): ReadInstrument | undefined;
  /** What a charge tells of it. */
  chargeDetails(
    work: UnitOfWork,
    intent: PaymentIntent,
    method: PaymentMethod,
    attempt: Attempt & { instrument: TestInstrument },
  ): NonNullable<Charge["payment_method_details"]>;
  /** Where a refund goes, if Stripe says. */
  refundDestination?: Refund["destination_details"];
}

export interface ReadInstrument {
  instrument: TestInstrument;
  /** The part of the PaymentMethod that bears its type's name. */
  shown: Pick<PaymentMethod, "card" | "sepa_debit">;
  /** The owner, where a name in Stripe's documentation implies one. */
  billing_details?: PaymentMethodInput["billing_details"];
}
