import type {
  BalanceTransaction,
  Charge,
  CheckoutSession,
  ConfirmationToken,
  Coupon,
  Customer,
  CustomerSession,
  Dispute,
  EarlyFraudWarning,
  LineItem,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  Payout,
  Price,
  Product,
  PromotionCode,
  Refund,
  Review,
  SetupAttempt,
  SetupIntent,
  ShippingRate,
  StripeEvent,
  TaxCalculation,
  TaxCalculationLineItem,
  TaxTransaction,
  TaxTransactionLineItem,
  WebhookEndpoint,
} from "./stripe-types.ts";

/** What the store keeps under each name that Stripe has for a type of object. */
export interface StoredObjects {
  balance_transaction: BalanceTransaction;
  charge: Charge;
  "checkout.session": CheckoutSession;
  confirmation_token: ConfirmationToken;
  coupon: Coupon;
  customer: Customer;
  customer_session: CustomerSession;
  dispute: Dispute;
  event: StripeEvent;
  item: LineItem;
  mandate: Mandate;
  payment_intent: PaymentIntent;
  payment_method: PaymentMethod;
  payout: Payout;
  price: Price;
  product: Product;
  promotion_code: PromotionCode;
  "radar.early_fraud_warning": EarlyFraudWarning;
  refund: Refund;
  review: Review;
  setup_attempt: SetupAttempt;
  setup_intent: SetupIntent;
  shipping_rate: ShippingRate;
  "tax.calculation": TaxCalculation;
  "tax.calculation_line_item": TaxCalculationLineItem;
  "tax.transaction": TaxTransaction;
  "tax.transaction_line_item": TaxTransactionLineItem;
  webhook_endpoint: WebhookEndpoint;
}

export type ObjectType = keyof StoredObjects;
