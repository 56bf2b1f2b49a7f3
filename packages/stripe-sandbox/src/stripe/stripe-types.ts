import type Stripe from "stripe";

export type { Stripe };

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

/** Anything with an id and a type: what the store keeps. */
export interface StripeObject {
  id: string;
  object: string;
}

type Reference<V> = [Extract<V, { object: string }>] extends [never]
  ? V
  : string extends V
    ? Exclude<V, { object: string }>
    : V;

/** A Stripe object as it is stored: references to other objects are ids, never the expanded object. */
type Stored<T> = { [K in keyof T]: Reference<T[K]> };

/** As it is on the wire, where the SDK's decimals are text. */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends readonly (infer One)[]
    ? Wire<One>[]
    : T extends string | number | boolean | null | undefined
      ? T
      : { [K in keyof T]: Wire<T[K]> };

export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type Mandate = Stored<Stripe.Mandate>;
export type SetupAttempt = Stored<Stripe.SetupAttempt>;
export type SetupIntent = Stored<Stripe.SetupIntent>;
export type Charge = Stored<Stripe.Charge>;
export type Account = Stored<Stripe.Account>;
export type Balance = Stripe.Balance;
export type ConfirmationToken = Stored<Stripe.ConfirmationToken>;
/** Stripe gives it no id; it is kept under one. */
export type CustomerSession = Stored<Stripe.CustomerSession> & { id: string };
export type Refund = Stored<Stripe.Refund>;
export type Customer = Stored<Stripe.Customer>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type Payout = Stored<Stripe.Payout>;
export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type TaxCalculation = Stored<Stripe.Tax.Calculation> & { id: string };
export type TaxCalculationLineItem = Stored<Stripe.Tax.CalculationLineItem>;
export type TaxTransaction = Stored<Stripe.Tax.Transaction>;
export type TaxTransactionLineItem = Stored<Stripe.Tax.TransactionLineItem>;
export type Dispute = Stored<Stripe.Dispute>;
export type EarlyFraudWarning = Stored<Stripe.Radar.EarlyFraudWarning>;
export type Review = Stored<Stripe.Review>;
export type CheckoutSession = Stored<Stripe.Checkout.Session>;
export type LineItem = Stored<Stripe.LineItem>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;
export type Product = Stored<Stripe.Product>;
export type Coupon = Stored<Stripe.Coupon>;
/** Its coupon is an id until it is expanded. */
export type PromotionCode = Stored<Omit<Stripe.PromotionCode, "promotion">> & {
  promotion: { coupon: string | null; type: "coupon" };
};
export type ShippingRate = Stored<Stripe.ShippingRate>;
export type Price = Wire<Stored<Stripe.Price>>;

export type Metadata = { [key: string]: string };

/** The version whose shapes this sandbox speaks: the one that stripe-node 23 pins. */
export const API_VERSION = "2026-10-28.endive";

export interface StripeEvent extends StripeObject {
  object: "event";
  api_version: string;
  created: number;
  data: { object: StripeObject; previous_attributes?: JsonObject };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}
