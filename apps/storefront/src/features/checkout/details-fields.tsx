import { SelectField, TextField } from "../../ui/field.tsx";
import { countries, stateNames } from "./countries.ts";
import type { DetailsForm } from "./use-details.ts";

export function ContactFields({ form: { bind } }: { form: DetailsForm }) {
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-4 font-title text-2xl font-extrabold tracking-tight">Contact</legend>
      <TextField
        {...bind("email")}
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="email"
        required
      />
      <TextField {...bind("name")} label="Full name" autoComplete="shipping name" required />
    </fieldset>
  );
}

export function AddressFields({ form: { bind, details } }: { form: DetailsForm }) {
  const stateName = stateNames[details.country];
  return (
    <fieldset className="grid grid-cols-6 gap-4">
      <legend className="mb-4 font-title text-2xl font-extrabold tracking-tight">Delivery address</legend>
      <SelectField
        {...bind("country")}
        label="Country"
        autoComplete="shipping country"
        required
        className="col-span-6"
      >
        <option value="" disabled>
          Choose a country
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        {...bind("line1")}
        label="Street and number"
        autoComplete="shipping address-line1"
        required
        className="col-span-6"
      />
      <TextField
        {...bind("line2")}
        label="Flat, floor, company"
        hint="optional"
        autoComplete="shipping address-line2"
        className="col-span-6"
      />
      <TextField
        {...bind("postalCode")}
        label="Postal code"
        autoComplete="shipping postal-code"
        required
        className="col-span-3 sm:col-span-2"
      />
      <TextField
        {...bind("city")}
        label="City"
        autoComplete="shipping address-level2"
        required
        className={`col-span-3 ${stateName ? "sm:col-span-2" : "sm:col-span-4"}`}
      />
      {stateName && (
        <TextField
          {...bind("state")}
          label={stateName}
          hint="optional"
          autoComplete="shipping address-level1"
          className="col-span-6 sm:col-span-2"
        />
      )}
    </fieldset>
  );
}
