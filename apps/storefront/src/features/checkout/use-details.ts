import { useState } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import {
  type DetailErrors,
  type DetailName,
  errorIn,
  errorsIn,
  keepDetails,
  preparedFrom,
  recallDetails,
} from "./details.ts";

/** The form's state: values survive a reload, errors come when a field is left and go as soon as it is right. */
export function useDetails() {
  const [details, setDetails] = useState(recallDetails);
  const [errors, setErrors] = useState<DetailErrors>({});

  const change = (name: DetailName, value: string) => {
    const next = { ...details, [name]: value };
    setDetails(next);
    keepDetails(next);
    if (errors[name]) setErrors({ ...errors, [name]: errorIn(name, next) });
  };

  return {
    details,
    errors,
    /** Ties one input to its value. */
    bind: (name: DetailName) => ({
      id: name,
      name,
      value: details[name],
      error: errors[name],
      onChange: (event: { target: { value: string } }) => change(name, event.target.value),
      onBlur: () => {
        if (details[name] !== "" || errors[name]) setErrors({ ...errors, [name]: errorIn(name, details) });
      },
    }),
    /** Fills in what the server knows from an earlier attempt, where nothing was typed. */
    fillFrom: ({ contact, shippingAddress }: CheckoutView) => {
      const known = { ...contact, ...shippingAddress };
      const next = { ...details };
      for (const name of Object.keys(next) as DetailName[]) next[name] ||= known[name] ?? "";
      setDetails(next);
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
