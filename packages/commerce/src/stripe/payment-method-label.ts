const cardBrands: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  eftpos_au: "eftpos",
  jcb: "JCB",
  unionpay: "UnionPay",
};

const bankAccount = "bank account";

/**
 * Names of types that are not just their code with a capital letter (as `klarna` is Klarna).
 * @see https://docs.stripe.com/payments/payment-methods/overview
 */
const types: Readonly<Record<string, string>> = {
  acss_debit: bankAccount,
  au_becs_debit: bankAccount,
  bacs_debit: bankAccount,
  nz_bank_account: bankAccount,
  sepa_debit: bankAccount,
  us_bank_account: bankAccount,
  afterpay_clearpay: "Afterpay",
  amazon_pay: "Amazon Pay",
  blik: "BLIK",
  card: "card",
  card_present: "card",
  cashapp: "Cash App Pay",
  customer_balance: "bank transfer",
  eps: "EPS",
  fpx: "FPX",
  grabpay: "GrabPay",
  ideal: "iDEAL",
  interac_present: "Interac",
  kakao_pay: "Kakao Pay",
  kr_card: "card",
  mb_way: "MB WAY",
  mobilepay: "MobilePay",
  naver_pay: "Naver Pay",
  oxxo: "OXXO",
  p24: "Przelewy24",
  pay_by_bank: "Pay by Bank",
  payco: "PAYCO",
  paynow: "PayNow",
  paypal: "PayPal",
  promptpay: "PromptPay",
  revolut_pay: "Revolut Pay",
  samsung_pay: "Samsung Pay",
  twint: "TWINT",
  wechat_pay: "WeChat Pay",
};

/**
 * Names of the wallets that pay with a card.
 * @see https://docs.stripe.com/api/payment_methods/object#payment_method_object-card-wallet-type
 */
const wallets: Readonly<Record<string, string>> = {
  amex_express_checkout: "Amex Express Checkout",
  visa_checkout: "Visa Checkout",
};

/**
 * The name of a payment method without its last digits: `Visa`, `Google Pay Visa`, `bank account`, `Klarna`. Unknown types are named after
 * their code.
 */
export function paymentMethodLabelOf({ type, brand, wallet }: LabelledMethod): string {
  if (brand === null) return types[type] ?? capitalized(type);
  const card = cardBrands[brand] ?? capitalized(brand);
  if (wallet === null || wallet === "link") return card;
  return `${wallets[wallet] ?? wallet.split("_").map(capitalized).join(" ")} ${card}`;
}

interface LabelledMethod {
  type: string;
  brand: string | null;
  /** Stripe's code of the wallet that a card is in; null: none. */
  wallet: string | null;
}

function capitalized(code: string): string {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
