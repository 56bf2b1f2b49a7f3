import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { Dispute, Stripe } from "../../stripe/stripe-types.ts";
import { getCharge } from "../charges/charges.ts";

type EnhancedParams = Stripe.DisputeUpdateParams.Evidence.EnhancedEvidence;
type Ce3Params = NonNullable<EnhancedParams["visa_compelling_evidence_3"]>;
type Enhanced = Dispute["evidence"]["enhanced_evidence"];
type Ce3 = NonNullable<Enhanced["visa_compelling_evidence_3"]>;
type Eligibility = Dispute["evidence_details"]["enhanced_eligibility"];
type RequiredAction = NonNullable<Eligibility["visa_compelling_evidence_3"]>["required_actions"][number];

/** Adds evidence of a program that this dispute is eligible for; of another it is refused. */
export function mergeEnhanced(work: UnitOfWork, dispute: Dispute, given: EnhancedParams): Enhanced {
  const merged: Enhanced = { ...dispute.evidence.enhanced_evidence };
  for (const type of Object.keys(given))
    if (!dispute.enhanced_eligibility_types.includes(type))
      throw badParam(
        `evidence[enhanced_evidence][${type}]`,
        `This dispute is not eligible for ${type} evidence.`,
      );
  if (given.visa_compliance)
    merged.visa_compliance = { fee_acknowledged: given.visa_compliance.fee_acknowledged ?? false };
  if (given.visa_compelling_evidence_3)
    merged.visa_compelling_evidence_3 = mergeCe3(
      work,
      merged.visa_compelling_evidence_3,
      given.visa_compelling_evidence_3,
    );
  return merged;
}

function mergeCe3(work: UnitOfWork, before: Ce3 | undefined, given: Ce3Params): Ce3 {
  const at = "evidence[enhanced_evidence][visa_compelling_evidence_3]";
  const result: Ce3 = before ?? { disputed_transaction: null, prior_undisputed_transactions: [] };
  const disputed = given.disputed_transaction;
  const priors = given.prior_undisputed_transactions;
  if (priors && priors.length > 2)
    throw badParam(`${at}[prior_undisputed_transactions]`, "Give exactly two prior undisputed transactions.");
  return {
    disputed_transaction: disputed
      ? {
          ...descriptionOf(disputed, result.disputed_transaction),
          merchandise_or_services:
            disputed.merchandise_or_services ?? result.disputed_transaction?.merchandise_or_services ?? null,
        }
      : result.disputed_transaction,
    prior_undisputed_transactions:
      priors?.map((prior, index) => {
        const charge = getCharge(
          work,
          prior.charge,
          `${at}[prior_undisputed_transactions][${index}][charge]`,
        );
        return { ...descriptionOf(prior, null), charge: charge.id };
      }) ?? result.prior_undisputed_transactions,
  };
}

type Described = Omit<Ce3["prior_undisputed_transactions"][number], "charge">;
type DescribedParams = Omit<NonNullable<Ce3Params["prior_undisputed_transactions"]>[number], "charge">;

const identifiers = [
  "customer_account_id",
  "customer_device_fingerprint",
  "customer_device_id",
  "customer_email_address",
  "customer_purchase_ip",
] as const;

function descriptionOf(given: DescribedParams, before: Described | null): Described {
  const pick = (name: (typeof identifiers)[number] | "product_description") =>
    given[name] === undefined ? (before?.[name] ?? null) : given[name] || null;
  const address = given.shipping_address;
  return {
    customer_account_id: pick("customer_account_id"),
    customer_device_fingerprint: pick("customer_device_fingerprint"),
    customer_device_id: pick("customer_device_id"),
    customer_email_address: pick("customer_email_address"),
    customer_purchase_ip: pick("customer_purchase_ip"),
    product_description: pick("product_description"),
    shipping_address: address
      ? {
          city: address.city ?? null,
          country: address.country ?? null,
          line1: address.line1 ?? null,
          line2: address.line2 ?? null,
          postal_code: address.postal_code ?? null,
          state: address.state ?? null,
        }
      : (before?.shipping_address ?? null),
  };
}

/** What is still missing for each program the dispute is eligible for. */
export function eligibilityOf(types: readonly string[], enhanced: Enhanced): Eligibility {
  const result: Eligibility = {};
  if (types.includes("visa_compliance"))
    result.visa_compliance = {
      status: enhanced.visa_compliance?.fee_acknowledged
        ? "fee_acknowledged"
        : "requires_fee_acknowledgement",
    };
  if (types.includes("visa_compelling_evidence_3")) {
    const missing = missingForCe3(enhanced.visa_compelling_evidence_3);
    result.visa_compelling_evidence_3 = {
      required_actions: missing,
      status: missing.length === 0 ? "qualified" : "requires_action",
    };
  }
  return result;
}

/**
 * Visa wants two undisputed payments by the same person: two facts the same in all three, one of them the IP address or
 * the device. https://docs.stripe.com/disputes/api/visa-ce3
 */
function missingForCe3(ce3: Ce3 | undefined): RequiredAction[] {
  const disputed = ce3?.disputed_transaction ?? null;
  const priors = ce3?.prior_undisputed_transactions ?? [];
  const all = disputed ? [disputed, ...priors] : [];
  const same = [...identifiers, "shipping_address" as const].filter((name) => {
    const values = all.map((one) => JSON.stringify(one[name]));
    return values.length > 1 && values[0] !== "null" && values.every((value) => value === values[0]);
  });
  const strong = same.some((name) =>
    ["customer_purchase_ip", "customer_device_id", "customer_device_fingerprint"].includes(name),
  );
  const missing: RequiredAction[] = [];
  if (same.length < 2 || !strong) missing.push("missing_customer_identifiers");
  if (!disputed?.product_description) missing.push("missing_disputed_transaction_description");
  if (!disputed?.merchandise_or_services) missing.push("missing_merchandise_or_services");
  if (priors.length < 2) missing.push("missing_prior_undisputed_transactions");
  if (priors.some((prior) => !prior.product_description))
    missing.push("missing_prior_undisputed_transaction_description");
  return missing;
}

/** A compliance dispute costs a network fee to answer, which must be accepted first. */
export function assertMaySubmit(dispute: Dispute): void {
  if (
    dispute.evidence_details.enhanced_eligibility.visa_compliance?.status === "requires_fee_acknowledgement"
  )
    throw refusal(
      "You must acknowledge the network fee of a Visa compliance dispute before submitting evidence: set evidence[enhanced_evidence][visa_compliance][fee_acknowledged] to true.",
      { param: "evidence[enhanced_evidence][visa_compliance][fee_acknowledged]" },
    );
}
