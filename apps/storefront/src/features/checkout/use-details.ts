import { type DetailName, detailNames, vatIdSchema } from "@dualtrack/contract";
import { useEffect, useRef, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import type { CheckoutView } from "../../server/trpc.ts";
import { checkDetails, type DetailErrors } from "./details.ts";
import { filledFrom, hasAddress } from "./filled-details.ts";
import { likelyPlace } from "./likely-place.ts";
import { type Details, recallDetails, saveDetails } from "./saved-details.ts";

/** Fields whose rules depend on the chosen country. */
const ofCountry: Partial<Record<DetailName, DetailName[]>> = {
  country: ["postalCode", "city", "state"],
  billingCountry: ["billingPostalCode", "billingCity", "billingState"],
};

/**
 * The form's state: values survive a reload; errors appear when a field is left, and disappear once it is right.
 * `shipTo`: the countries to choose from, once they are known. `ships`: whether anything is shipped. `asksForBusiness`: whether the
 * form has the fields of a business. `sellerCountry`: once it is known.
 */
export function useDetails(
  shipTo: readonly string[] | undefined,
  {
    ships,
    asksForBusiness,
    sellerCountry,
  }: { ships: boolean; asksForBusiness: boolean; sellerCountry: string | undefined },
) {
  const [typed, setDetails] = useState(recallDetails);
  const details = {
    ...typed,
    isBusiness: typed.isBusiness && asksForBusiness,
    billingCountry: typed.billingCountry || (ships ? "" : ownPlace(typed, { sellerCountry, shipTo })),
  };
  const [left, setLeft] = useState<readonly DetailName[]>([]);
  const [refused, setRefused] = useState<DetailErrors>({});
  useEffect(() => saveDetails(typed), [typed]);
  useEffect(() => {
    if (shipTo && ships) setDetails((before) => servedFrom(before, shipTo));
  }, [shipTo, ships]);

  // While it is being typed, the price is still that of before.
  const [leftVatId, setLeftVatId] = useState(details.vatId);
  const vatId = details.isBusiness ? vatIdSchema.safeParse(leftVatId).data : undefined;

  const { prepared, errors } = checkDetails(details, { ships });
  const errorOf = (name: DetailName) => refused[name] ?? (left.includes(name) ? errors[name] : undefined);

  // Text that appeared under the cursor would be typed into.
  const waiting = useRef<{ name: DetailName; value: string } | null>(null);

  function change(name: DetailName, value: string) {
    if (waiting.current?.name === name) waiting.current = null;
    // The browser's autofill changes several fields at once, so each change builds on the one before.
    setDetails((before) => ({ ...before, [name]: value }));
    setRefused(({ [name]: _, ...others }) => others);
    const depending = ofCountry[name]?.filter((other) => details[other] !== "") ?? [];
    setLeft((before) => [...before.filter((other) => other !== name || errorOf(name)), ...depending]);
  }

  return {
    details,
    /** The VAT id to price with; undefined: none. */
    vatId,
    /** Binds one input to its value. */
    bind: (name: DetailName) => ({
      id: name,
      name,
      value: details[name],
      error: errorOf(name),
      onChange: ({ target: { value } }: { target: { value: string } }) => change(name, value),
      onBlur: () => {
        if (name === "vatId") setLeftVatId(details.vatId);
        if (details[name] !== "") setLeft((before) => [...before, name]);
        else if (waiting.current?.name === name) change(name, waiting.current.value);
      },
    }),
    /** Whether the billing address is the shipping address. */
    setSameBilling: (sameBilling: boolean) =>
      setDetails((before) => ({
        ...before,
        sameBilling,
        billingCountry: before.billingCountry || before.country,
      })),
    setIsBusiness: (isBusiness: boolean) => setDetails((before) => ({ ...before, isBusiness })),
    /** Fills what is empty with what the server has from an earlier attempt; the field that the customer is in once they leave it empty. */
    fillFrom: (checkout: CheckoutView) => {
      const inUse = detailNames.find((name) => name === document.activeElement?.id);
      setDetails((before) => {
        const filled = filledFrom(before, checkout);
        if (inUse === undefined || filled[inUse] === before[inUse]) return filled;
        waiting.current = { name: inUse, value: filled[inUse] };
        return { ...filled, [inUse]: before[inUse] };
      });
      setLeftVatId((before) => before || (checkout.business?.vatId ?? ""));
    },
    /** All details if they are complete; otherwise shows what is missing, and moves the focus there. */
    check: () => {
      if (prepared) return prepared;
      setLeft(detailNames);
      focusFirst(errors);
      return null;
    },
    /** Shows a refusal at the field that it is about; false if it is about none. */
    showRefusal: (error: unknown, { focus = true } = {}): boolean => {
      const name = fieldOf(error, ships);
      if (name === null || document.getElementById(name) === null) return false;
      setRefused({ [name]: errorMessage(error) });
      if (focus) document.getElementById(name)?.focus();
      return true;
    },
  };
}

/** The field that a refusal is about; null: none. */
function fieldOf(error: unknown, ships: boolean): DetailName | null {
  const refusal = refusalOf(error);
  if (refusal?.code === "DETAILS_REFUSED") {
    const { field } = refusal.details;
    return !ships && field === "billingName" ? "name" : field;
  }
  const ofDestination = ["COUNTRY_NOT_SERVED", "NO_SHIPPING_METHOD", "ORDER_DESTINATION_FIXED"];
  return refusal !== null && ofDestination.includes(refusal.code)
    ? ships
      ? "country"
      : "billingCountry"
    : null;
}

function focusFirst(errors: DetailErrors): void {
  const first = detailNames.find((name) => errors[name]);
  if (first) document.getElementById(first)?.focus();
}

/** A guessed or earlier country is not the customer's choice; if there is only one, it needs no choosing. */
function servedFrom(details: Details, shipTo: readonly string[]): Details {
  if (shipTo.includes(details.country)) return details;
  return { ...details, country: shipTo.length === 1 ? (shipTo[0] ?? "") : "" };
}

/** The country with which the form of what is not shipped begins. */
function ownPlace(
  typed: Details,
  {
    sellerCountry,
    shipTo = [],
  }: { sellerCountry: string | undefined; shipTo: readonly string[] | undefined },
): string {
  return hasAddress(typed) ? typed.country : likelyPlace(typed.country, { sellerCountry, shipTo });
}

export type DetailsForm = ReturnType<typeof useDetails>;
