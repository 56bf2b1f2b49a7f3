import { countryCodes, maxNoteLength } from "@dualtrack/contract";
import { CheckField, TextAreaField, TextField } from "../../ui/field.tsx";
import { AddressFields } from "./address-fields.tsx";
import type { DetailsForm } from "./use-details.ts";

const legend = "mb-4 font-title text-2xl font-extrabold tracking-tight";

export function ContactFields({ form: { bind } }: { form: DetailsForm }) {
  return (
    <fieldset className="grid items-start gap-4 sm:grid-cols-2">
      <legend className={legend}>Contact</legend>
      <TextField
        {...bind("email")}
        label="E-mail"
        // Browsers rewrite international addresses in fields of type email; this one keeps what was typed.
        type="text"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="email"
        required
      />
      <TextField
        {...bind("phone")}
        label="Phone"
        hint="optional, for the carrier"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
      />
    </fieldset>
  );
}

interface DeliveryFieldsProps {
  form: DetailsForm;
  /** Countries that the shop ships to. */
  shipTo: readonly string[];
}

export function DeliveryFields({ form, shipTo }: DeliveryFieldsProps) {
  return (
    <fieldset className="grid gap-4">
      <legend className={legend}>Delivery address</legend>
      <TextField {...form.bind("name")} label="Full name" autoComplete="shipping name" required />
      <AddressFields form={form} of="shipping" countries={shipTo} />
      <TextAreaField
        {...form.bind("note")}
        label="Note for us"
        hint="optional"
        rows={2}
        maxLength={maxNoteLength}
        autoComplete="off"
      />
    </fieldset>
  );
}

export function BillingFields({ form }: { form: DetailsForm }) {
  const { sameBilling } = form.details;
  return (
    <fieldset className="grid gap-4">
      <legend className={legend}>Billing address</legend>
      <CheckField
        id="sameBilling"
        label="The same as the delivery address"
        checked={sameBilling}
        onChange={({ target }) => form.setSameBilling(target.checked)}
      />
      {!sameBilling && (
        <>
          <TextField
            {...form.bind("billingName")}
            label="Name on the bill"
            autoComplete="billing name"
            required
          />
          <AddressFields form={form} of="billing" countries={countryCodes} />
        </>
      )}
    </fieldset>
  );
}
