import type { DisputeGrounds } from "../stripe/dispute-grounds.ts";

/** A published test card or test bank account, and its special behavior. */
export interface TestInstrument {
  /** A card number or an IBAN. */
  number: string;
  /** The names under which the API knows it: `pm_card_…`, `tok_…`, `pm_sepaDebit_…`. */
  aliases: readonly string[];
  country: string;
  /** The decline of every charge. */
  decline?: Decline;
  /** Declines only when charged, so it can be attached to a customer first. */
  attachable?: boolean;
  /** How long the bank takes to decide a charge, on the sandbox's clock. Left out, it decides at once. */
  bankTakesMs?: number;
  /**
   * When 3-D Secure is asked for: `always`; `until_set_up`, not once it was saved with the customer's consent; or
   * `unless_off_session`, as if it had been saved already.
   */
  challenge?: "always" | "until_set_up" | "unless_off_session";
  /**
   * What comes of 3-D Secure without asking the customer: it always passes by itself, or fails for want of an answer
   * when it is tried.
   */
  threeDSecure?: "frictionless" | "processing_error";
  /** How a refund to it goes: pending first, or succeeded first and failed later. */
  refund?: "pending" | "fails_later";
  /** What its owner complains of shortly after a charge; several complaints share its amount. */
  disputes?: readonly DisputeGrounds[];
  /** Radar finds the payment riskier than others, and puts it under review. */
  elevatedRisk?: boolean;
  /** What it pays is available at once. */
  bypassesPending?: boolean;
  /** The bank reports fraud shortly after a charge. */
  fraudWarning?: boolean;
}

export interface Decline {
  /** `card_error` when left out. */
  type?: "invalid_request_error";
  code: string;
  declineCode?: string;
  message: string;
  /** What the charge says, where it is not what the error says: banks give their own reasons for debits. */
  failureCode?: string;
  /** What the charge's `outcome` says. */
  outcome?: {
    type: string;
    network_status: string;
    reason: string;
    risk_level: "normal" | "elevated" | "highest";
    seller_message: string;
  };
}
