import { countryCodes, maxNoteLength } from "@dualtrack/contract";
import { CheckField, TextAreaField, TextField } from "../../ui/field.tsx";
import { AddressFields } from "./address-fields.tsx";
import type { DetailsForm } from "./use-details.ts";

const legend = "mb-4 font-title text-2xl font-extrabold tracking-tight";

/** `ships`: whether anything is shipped; otherwise name and note stand here. */
export function ContactFields({ form: { bind }, ships }: { form: DetailsForm; ships: boolean }) {
  return (
    <fieldset className="grid items-start gap-4 sm:grid-cols-2">
      <legend className={legend}>Contact</legend>
      {!ships && (
        <div className="sm:col-span-2">
          <TextField {...bind("name")} label="Full name" autoComplete="name" required />
        </div>
      )}
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
        hint={ships ? "optional, for the carrier" : "optional"}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
      />
      {!ships && (
        <div className="sm:col-span-2">
          <NoteField bind={bind} />
        </div>
      )}
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
      <NoteField bind={form.bind} />
    </fieldset>
  );
}

function NoteField({ bind }: Pick<DetailsForm, "bind">) {
  return (
    <TextAreaField
      {...bind("note")}
      label="Note for us"
      hint="optional"
      rows={2}
      maxLength={maxNoteLength}
      autoComplete="off"
    />
  );
}

/** Where the customer of files is, as far as tax depends on it; all of the address for a business, whose invoice needs it. */
export function PlaceFields({ form }: { form: DetailsForm }) {
  const { isBusiness } = form.details;
  return (
    <fieldset className="grid gap-4">
      <legend className={legend}>{isBusiness ? "Billing address" : "Where you are"}</legend>
      <AddressFields form={form} of="billing" countries={countryCodes} placeOnly={!isBusiness} />
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
