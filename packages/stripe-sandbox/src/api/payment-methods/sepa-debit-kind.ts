import { badParam, refusal } from "../../stripe/errors.ts";
import { isIban, partsOfIban, plainIban } from "../../test-instruments/iban.ts";
import {
  findAccountByAlias,
  findAccountByIban,
  type TestAccount,
} from "../../test-instruments/test-accounts.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { PaymentMethodInput } from "./payment-method-input.ts";
import type { PaymentMethodKind, ReadInstrument } from "./payment-method-kind.ts";

/**
 * In SEPA but not in the European Economic Area: banks there want the payer's address.
 * https://docs.stripe.com/payments/sepa-debit/accept-a-payment
 */
const wantsAddress = new Set("AD PF TF GI GB GG VA IM JE MC NC BL PM SM CH WF".split(" "));

/** https://docs.stripe.com/payments/sepa-debit */
export const sepaDebitKind: PaymentMethodKind = {
  type: "sepa_debit",
  currencies: ["eur"],
  canHold: false,
  needsMandate: true,
  decidesLater: true,
  ownStatementText: true,
  read(_world, input, at) {
    const iban = plainIban(input.sepa_debit?.iban ?? "");
    const param = at("sepa_debit[iban]");
    if (!iban) throw badParam(param, `Missing required param: ${param}.`, "parameter_missing");
    if (!isIban(iban))
      throw refusal("The IBAN you entered is invalid.", { code: "invalid_bank_account_iban", param });
    assertOwner(iban, input.billing_details, at);
    const account = findAccountByIban(iban);
    if (!account)
      throw refusal(
        "This sandbox takes only the published test IBANs, and nobody's real account. For a list of them, visit: https://docs.stripe.com/testing#sepa-direct-debit.",
        { code: "payment_method_invalid_parameter_testmode", param },
      );
    return shownAs(account);
  },
  fromAlias(_world, alias) {
    const account = findAccountByAlias(alias);
    return (
      account && {
        ...shownAs(account),
        billing_details: {
          name: "Owner of a test account",
          email: "owner@example.com",
          address: { country: account.country, line1: "1 Test Street" },
        },
      }
    );
  },
  chargeDetails: (_work, _intent, { sepa_debit: shown }, { mandate }) => ({
    type: "sepa_debit",
    sepa_debit: {
      bank_code: shown?.bank_code ?? null,
      branch_code: shown?.branch_code ?? null,
      country: shown?.country ?? null,
      fingerprint: shown?.fingerprint ?? null,
      last4: shown?.last4 ?? null,
      mandate,
    },
  }),
};

function shownAs(account: TestAccount): ReadInstrument {
  return {
    instrument: account,
    shown: {
      sepa_debit: {
        ...partsOfIban(account.number),
        fingerprint: fingerprintOf(account.number),
        generated_from: { charge: null, setup_attempt: null },
      },
    },
  };
}

function assertOwner(
  iban: string,
  billing: PaymentMethodInput["billing_details"],
  at: (name: string) => string,
): void {
  for (const name of ["name", "email"] as const) {
    const param = at(`billing_details[${name}]`);
    if (!billing?.[name]) throw badParam(param, `Missing required param: ${param}.`, "parameter_missing");
  }
  const { length } = billing?.name ?? "";
  if (length < 3 || length > 100)
    throw refusal("The name provided in billing_details must have between 3 and 100 characters.", {
      code: "invalid_owner_name",
      param: at("billing_details[name]"),
    });
  const address = billing?.address || {};
  if (wantsAddress.has(iban.slice(0, 2)) && !(address.country && address.line1))
    throw refusal(
      `A bank account in this country (${iban.slice(0, 2)}) needs the billing address: billing_details[address][country] and billing_details[address][line1].`,
      { code: "payment_method_billing_details_address_missing", param: at("billing_details[address]") },
    );
}
