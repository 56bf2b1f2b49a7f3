import { addressFormatOf, countriesTaxedByState, countryName, type DetailName } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { DetailsForm } from "./use-details.ts";

type Part = "country" | "line1" | "line2" | "postalCode" | "city" | "state";

const names = {
  shipping: {
    country: "country",
    line1: "line1",
    line2: "line2",
    postalCode: "postalCode",
    city: "city",
    state: "state",
  },
  billing: {
    country: "billingCountry",
    line1: "billingLine1",
    line2: "billingLine2",
    postalCode: "billingPostalCode",
    city: "billingCity",
    state: "billingState",
  },
} as const satisfies Record<string, Record<Part, DetailName>>;

interface AddressFieldsProps {
  form: DetailsForm;
  /** Which address; browsers fill in the saved one. */
  of: keyof typeof names;
  countries: readonly string[];
  /** Whether only the parts are asked for that decide the tax of what is not shipped. */
  placeOnly?: boolean;
}

/** One address, with the fields that its country uses, under their local labels. */
export function AddressFields({
  form: { bind, details },
  of,
  countries,
  placeOnly = false,
}: AddressFieldsProps) {
  const fields = names[of];
  const format = addressFormatOf(details[fields.country]);
  const optional = (isNeeded: boolean) => (isNeeded ? {} : { hint: "optional" });
  const listed = countries
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));

  const postalCode = format.postalCode !== "none" && (
    <TextField
      key="postalCode"
      {...bind(fields.postalCode)}
      label={format.postalCodeName}
      {...optional(format.postalCode === "required")}
      autoComplete={`${of} postal-code`}
      autoCapitalize="characters"
      inputMode={format.postalCodeExamples.every((example) => /^\d+$/.test(example)) ? "numeric" : "text"}
      required={format.postalCode === "required"}
    />
  );
  const city = (
    <TextField
      key="city"
      {...bind(fields.city)}
      label={format.cityName}
      {...optional(format.needsCity)}
      autoComplete={`${of} address-level2`}
      required={format.needsCity}
    />
  );
  const state = format.stateName !== null && (
    <TextField
      key="state"
      {...bind(fields.state)}
      label={format.stateName}
      {...optional(format.needsState)}
      autoComplete={`${of} address-level1`}
      required={format.needsState}
    />
  );

  return (
    <>
      <SelectField {...bind(fields.country)} label="Country" autoComplete={`${of} country`} required>
        <option value="" disabled>
          Choose a country
        </option>
        {listed.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {placeOnly ? (
        countriesTaxedByState.includes(details[fields.country]) && <Row>{[state, postalCode]}</Row>
      ) : (
        <>
          <TextField
            {...bind(fields.line1)}
            label="Street and number"
            autoComplete={`${of} address-line1`}
            required
          />
          <TextField
            {...bind(fields.line2)}
            label="Flat, floor, company"
            hint="optional"
            autoComplete={`${of} address-line2`}
          />
          <Row>
            {format.postalCodePlace === "before" ? [postalCode, city, state] : [city, state, postalCode]}
          </Row>
        </>
      )}
    </>
  );
}

/** Side by side where there is room; on a phone the longest names take the whole width. */
function Row({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-4 sm:auto-cols-fr sm:grid-flow-col">{children}</div>;
}
