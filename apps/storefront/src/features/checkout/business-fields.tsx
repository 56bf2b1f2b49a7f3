import { maxVatIdLength, type VatIdEffect } from "@dualtrack/contract";
import type { QuotedCheckout } from "../../server/trpc.ts";
import { CheckField, TextField } from "../../ui/field.tsx";
import type { DetailsForm } from "./use-details.ts";

interface BusinessFieldsProps {
  form: DetailsForm;
  /** What the price says about the VAT id; null: none is entered, or its price is still to come. */
  quoted: QuotedCheckout["vatId"];
  isRepricing: boolean;
}

/** Who buys as a business, with a VAT id if it has one. */
export function BusinessFields({ form, quoted, isRepricing }: BusinessFieldsProps) {
  const { isBusiness } = form.details;
  const isChecking = isRepricing && form.vatId !== undefined && form.vatId !== quoted?.vatId;
  const isKnown = quoted !== null && quoted.vatId === form.vatId;
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">Business</legend>
      <CheckField
        id="isBusiness"
        label="I am buying as a business"
        checked={isBusiness}
        onChange={({ target }) => form.setIsBusiness(target.checked)}
      />
      {isBusiness && (
        <>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextField {...form.bind("companyName")} label="Company" autoComplete="organization" required />
            <TextField
              {...form.bind("vatId")}
              label="VAT id"
              hint="with its country, such as DE136695976"
              maxLength={maxVatIdLength}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          </div>
          <p role="status" className="text-sm text-soft empty:hidden">
            {isChecking ? "Checking the VAT id…" : isKnown ? effectTexts[quoted.effect] : ""}
          </p>
        </>
      )}
    </fieldset>
  );
}

const effectTexts: Record<VatIdEffect, string> = {
  exempt:
    "No VAT is charged, as the goods go to your business in another country of the EU: account for it there. Your VAT id stands on the invoice.",
  unconfirmed:
    "The EU's register of VAT ids does not answer at the moment, so this one is not confirmed, and tax is charged. You can try again in a minute, or order with tax.",
  none: "Your VAT id stands on the invoice. It changes no tax on this order.",
};
