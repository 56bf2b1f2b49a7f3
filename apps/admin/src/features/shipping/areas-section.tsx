import { Button, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { trpc } from "../../server/trpc.ts";
import tableClasses from "../../ui/field-table.module.css";
import { Section } from "../../ui/section.tsx";
import { unservedCountries } from "./area-labels.ts";
import classes from "./shipping.module.css";
import type { ZoneForm } from "./use-zone-form.ts";
import { newPart, wholeCountry } from "./zone-values.ts";

const choices = [{ value: "", label: "Country" }, ...countryChoices];

/** Where the zone is: whole countries, and parts of countries, which count before the whole ones of other zones. */
export function AreasSection({ form, mayEdit }: { form: ZoneForm; mayEdit: boolean }) {
  const zones = trpc.shipping.zones.useQuery();
  const { areas } = form.values;
  const whole = areas.filter(({ isPart }) => !isPart);
  const parts = areas.filter(({ isPart }) => isPart);
  const free = unservedCountries(zones.data?.zones ?? []).filter(
    (country) => !areas.some((area) => area.country === country),
  );
  const setWhole = (countries: readonly string[]) =>
    form.setFieldValue("areas", [...countries.map(wholeCountry), ...parts]);
  const setParts = (next: typeof parts) => form.setFieldValue("areas", [...whole, ...next]);
  return (
    <Section title="Destinations" id="areas">
      <div className={classes.fields}>
        <MultiSelect
          label="Whole countries"
          placeholder={whole.length === 0 ? "None chosen" : ""}
          data={countryChoices}
          value={namedInOrder(whole.map(({ country }) => country))}
          onChange={setWhole}
          searchable
          readOnly={!mayEdit}
          clearable={mayEdit}
          limit={60}
          nothingFoundMessage="No such country"
          error={errorOfWhole(form.errors, areas)}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        {mayEdit && free.length > 0 && (
          <div>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setWhole([...whole.map(({ country }) => country), ...free])}
            >
              {free.length === 1 ? "Add the country" : `Add the ${free.length} countries`} in no zone
            </Button>
          </div>
        )}
        {parts.length > 0 && (
          <table className={tableClasses.rows} aria-label="Parts of countries">
            <thead>
              <tr>
                <th scope="col">Country</th>
                <th scope="col">State or region</th>
                <th scope="col">Postal codes begin with</th>
                <th scope="col">up to</th>
                {mayEdit && <th scope="col" aria-label="Remove" />}
              </tr>
            </thead>
            <tbody>
              {parts.map((part, place) => {
                const path = `areas.${areas.indexOf(part)}`;
                const label = (field: string) => `${field} of part ${place + 1}`;
                return (
                  <tr key={place}>
                    <td data-label="Country">
                      <NativeSelect
                        size="xs"
                        aria-label={label("Country")}
                        data={choices}
                        {...form.getInputProps(`${path}.country`)}
                      />
                    </td>
                    <td data-label="State or region">
                      <TextInput
                        size="xs"
                        placeholder="all"
                        aria-label={label("State or region")}
                        {...form.getInputProps(`${path}.state`)}
                      />
                    </td>
                    <td data-label="Postal codes begin with">
                      <TextInput
                        size="xs"
                        placeholder="all"
                        aria-label={label("Beginning of the postal codes")}
                        {...form.getInputProps(`${path}.postalFrom`)}
                      />
                    </td>
                    <td data-label="up to">
                      <TextInput
                        size="xs"
                        placeholder="the same"
                        aria-label={label("Last beginning of the postal codes")}
                        {...form.getInputProps(`${path}.postalTo`)}
                      />
                    </td>
                    {mayEdit && (
                      <td>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Remove part ${place + 1}`}
                          onClick={() => setParts(parts.filter((other) => other !== part))}
                        >
                          Remove
                        </Button>
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        {mayEdit && (
          <div>
            <Button size="xs" variant="default" onClick={() => setParts([...parts, newPart()])}>
              Add a part of a country
            </Button>
          </div>
        )}
        <p className={classes.hint}>
          A part counts before its whole country, also in another zone: the longest beginning of a postal code
          first, then the state. What is in no zone is not served, and customers can't choose it.
        </p>
      </div>
    </Section>
  );
}

function errorOfWhole(errors: ZoneForm["errors"], areas: ZoneForm["values"]["areas"]) {
  const place = areas.findIndex((area, index) => !area.isPart && errors[`areas.${index}.country`]);
  return place === -1 ? errors.areas : errors[`areas.${place}.country`];
}

/** By name, so that one among many is found. */
function namedInOrder(countries: readonly string[]): string[] {
  return countryChoices.map(({ value }) => value).filter((country) => countries.includes(country));
}
