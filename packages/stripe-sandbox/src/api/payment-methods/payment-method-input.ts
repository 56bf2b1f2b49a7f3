import type { MetadataParam } from "../../stripe/metadata.ts";

export interface PaymentMethodInput {
  type?: string | undefined;
  card?: CardInput | undefined;
  sepa_debit?: { iban?: string } | undefined;
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

export interface CardInput {
  number?: string;
  exp_month?: number;
  exp_year?: number;
  cvc?: string;
  token?: string;
}
