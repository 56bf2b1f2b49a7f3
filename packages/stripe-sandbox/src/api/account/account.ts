import { ACCOUNT_ID } from "../../access/permissions.ts";
import { route } from "../../http/route.ts";
import type { Account } from "../../stripe/stripe-types.ts";

/** Its currency, when no payment says another. */
export const ACCOUNT_CURRENCY = "usd";

/** The one account that the sandbox has: open for business, and with nothing left to be shown to Stripe. */
const account: Account = {
  id: ACCOUNT_ID,
  object: "account",
  business_profile: {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: null,
    minority_owned_business_designation: null,
    name: "Sandbox",
    specified_commercial_transactions_act_url: null,
    support_address: null,
    support_email: null,
    support_phone: null,
    support_url: null,
    url: null,
  },
  business_type: null,
  capabilities: { card_payments: "active", sepa_debit_payments: "active", transfers: "active" },
  charges_enabled: true,
  controller: { type: "account" },
  country: "US",
  default_currency: ACCOUNT_CURRENCY,
  details_submitted: true,
  email: "sandbox@example.com",
  metadata: {},
  payouts_enabled: true,
  settings: {
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: true },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: "Sandbox", timezone: "Etc/UTC" },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: "offer" },
    payments: {
      statement_descriptor: "SANDBOX",
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: false,
      schedule: { delay_days: 2, interval: "daily" },
      statement_descriptor: null,
    },
    sepa_debit_payments: {},
  },
  type: "standard",
};

export const accountRoutes = [route("GET", "/v1/account", () => account, { covers: [] })];
