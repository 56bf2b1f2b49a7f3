import type { StripeExpressCheckoutElementConfirmEvent } from "@stripe/stripe-js";
import { type BillingFields, billingFieldsOf } from "./billing-fields.ts";
import type { Details } from "./saved-details.ts";

type Given = Pick<StripeExpressCheckoutElementConfirmEvent, "billingDetails" | "shippingAddress">;
type WalletAddress = Partial<
  Record<"line1" | "line2" | "postal_code" | "city" | "state" | "country", string | null>
>;

/** What no wallet knows: the customer types it on the page. */
export type TypedOnPage = Pick<Details, "note" | "isBusiness" | "companyName" | "vatId"> & BillingFields;

/**
 * What a wallet knows about its customer, in the form's fields, with what the customer has typed on the page. `ships`: whether anything
 * is shipped; otherwise the place that was typed counts if the wallet does not tell its customer's.
 */
export function detailsOfWallet(
  { billingDetails, shippingAddress }: Given,
  typed: TypedOnPage,
  { ships }: { ships: boolean },
): Details {
  const name = shippingAddress?.name || billingDetails?.name || "";
  const shipping = addressOf(shippingAddress?.address);
  const billing = addressOf(billingDetails?.address);
  const billingName = billingDetails?.name || name;
  // Wallets may leave out the billing address, or give only parts that checks of cards need.
  const hasOwnBilling = billing.line1 !== "";
  return {
    ...{ email: billingDetails?.email ?? "", phone: billingDetails?.phone ?? "", name, ...shipping },
    ...{
      note: typed.note,
      isBusiness: typed.isBusiness,
      companyName: typed.companyName,
      vatId: typed.vatId,
    },
    billingName,
    ...(ships || billing.country !== "" ? billingFieldsOf(billing) : typedPlace(typed)),
    sameBilling:
      !hasOwnBilling || (billingName === name && JSON.stringify(billing) === JSON.stringify(shipping)),
  };
}

function addressOf(address: WalletAddress = {}) {
  const { line1, line2, postal_code, city, state, country } = address;
  return {
    ...{ country: country ?? "", line1: line1 ?? "", line2: line2 ?? "" },
    ...{ postalCode: postal_code ?? "", city: city ?? "", state: state ?? "" },
  };
}

function typedPlace(typed: TypedOnPage): BillingFields {
  const { billingCountry, billingLine1, billingLine2, billingPostalCode, billingCity, billingState } = typed;
  return {
    ...{ billingCountry, billingLine1, billingLine2 },
    ...{ billingPostalCode, billingCity, billingState },
  };
}
