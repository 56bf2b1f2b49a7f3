import { useEffect, useState } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { errorIn, errorsIn, preparedFrom } from "./details.ts";
import { type DetailErrors, type DetailName, keepDetails, recallDetails } from "./kept-details.ts";

/** The form's state: values survive a reload, errors come when a field is left and go as soon as it is right. */
export function useDetails() {
  const [details, setDetails] = useState(recallDetails);
  const [errors, setErrors] = useState<DetailErrors>({});
  useEffect(() => keepDetails(details), [details]);

  return {
    details,
    errors,
    /** Ties one input to its value. */
    bind: (name: DetailName) => ({
      id: name,
      name,
      value: details[name],
      error: errors[name],
      // The browser's autofill changes several fields at once: each change builds on the one before.
      onChange: ({ target: { value } }: { target: { value: string } }) => {
        setDetails((before) => ({ ...before, [name]: value }));
        if (errors[name])
          setErrors((before) => ({ ...before, [name]: errorIn(name, { ...details, [name]: value }) }));
      },
      onBlur: () => {
        if (details[name] === "" && !errors[name]) return;
        setErrors((before) => ({ ...before, [name]: errorIn(name, details) }));
      },
    }),
    /** Fills in what the server knows from an earlier attempt, where nothing was typed. */
    fillFrom: ({ contact, shippingAddress }: CheckoutView) => {
      const known = { ...contact, ...shippingAddress };
      setDetails((before) => {
        const next = { ...before };
        for (const name of Object.keys(next) as DetailName[]) next[name] ||= known[name] ?? "";
        return next;
      });
    },
    /** All details if they are complete; else shows what is missing and takes the customer there. */
    check: () => {
      const found = errorsIn(details);
      setErrors(found);
      const first = Object.keys(found)[0];
      if (!first) return preparedFrom(details);
      document.getElementById(first)?.focus();
      return null;
    },
  };
}

export type DetailsForm = ReturnType<typeof useDetails>;
export type PreparedDetails = ReturnType<typeof preparedFrom>;
