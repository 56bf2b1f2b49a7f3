import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import type { StaffTax } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { Section } from "../../ui/section.tsx";
import type { SettingsEditorProps } from "../../ui/settings-page.tsx";
import { BusinessSection } from "./business-section.tsx";
import { placeName } from "./place-name.ts";
import { type FieldColumn, RowsTable } from "./rows-table.tsx";
import classes from "./tax.module.css";
import { newRate, type PlaceValues, type RateValues } from "./tax-values.ts";
import { useTaxForm } from "./use-tax-form.ts";

const countriesId = "tax-countries";

const placeColumns: readonly FieldColumn[] = [
  { key: "country", label: "Country", list: countriesId, placeholder: "AT" },
  { key: "state", label: "State", placeholder: "all" },
];

const rateColumns: readonly FieldColumn[] = [
  ...placeColumns,
  { key: "taxCode", label: "Tax code" },
  { key: "name", label: "Name on invoices" },
  { key: "percent", label: "Percent", errorKey: "rate", inputMode: "decimal" },
  { key: "validFrom", label: "First day", type: "date" },
  { key: "validUntil", label: "Last day", type: "date" },
];

function placeOf({ country, state }: PlaceValues): string {
  return placeName(state === "" ? country : `${country}-${state}`);
}

/** E.g. "Austria, VAT 20 %, standard, until 2026-12-31". */
function rateSummary({ name, percent, taxCode, validUntil, ...place }: RateValues): string {
  if (place.country === "" || percent === "") return "";
  const until = validUntil === "" ? [] : [`until ${validUntil}`];
  return [placeOf(place), `${name} ${percent} %`, taxCode, ...until].join(", ");
}

/** Everything about tax, saved as a whole. */
export function TaxEditor({
  settings,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: SettingsEditorProps<StaffTax>) {
  const action = useTaxForm(settings, { onSaved, onRefused });
  const { form } = action;
  return (
    <EditForm
      action={action}
      name="the settings of tax"
      mayEdit={mayEdit}
      newer={newer}
      onTakeNewer={onTakeNewer}
    >
      <datalist id={countriesId}>
        {countryChoices.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
      <Section title="Prices" id="prices">
        <div className={classes.fields}>
          <NativeSelect
            label="Prices of goods and shipping"
            data={[
              { value: "inclusive", label: "contain tax: customers everywhere pay the same" },
              { value: "exclusive", label: "are without tax: it is added at the checkout" },
            ]}
            {...form.getInputProps("taxBehavior")}
          />
          <NativeSelect
            label="Sold from"
            description="Carts show the tax of this country, until the customer has entered an address."
            data={countryChoices}
            {...form.getInputProps("sellerCountry")}
          />
        </div>
      </Section>
      <Section title="Who computes the tax" id="engine">
        <div className={classes.fields}>
          <NativeSelect
            label="Tax at the checkout"
            description="Carts, and a checkout before an address is entered, always show the table's."
            data={[
              { value: "table", label: "the table of rates below" },
              { value: "stripe_tax", label: "Stripe Tax" },
            ]}
            {...form.getInputProps("engine")}
          />
          {form.values.engine === "stripe_tax" && (
            <NativeSelect
              label="When Stripe Tax does not answer within 3 seconds"
              data={[
                {
                  value: "use_table",
                  label: "the table taxes the order; it is marked, and not in Stripe's reports",
                },
                {
                  value: "hold_checkout",
                  label: "nobody can pay until it answers again; goods stay reserved",
                },
              ]}
              {...form.getInputProps("outageRule")}
            />
          )}
        </div>
        {form.values.engine === "stripe_tax" && (
          <p className={classes.hint}>
            Set up head office, registrations and the preset tax code in Stripe's dashboard first: Stripe
            collects only where it has a registration. Paid orders and refunds are recorded there by
            themselves.
            {settings.reducedProducts > 0 &&
              ` Stripe does not know the category “reduced”: ${settings.reducedProducts === 1 ? "1 product has it and is" : `${settings.reducedProducts} products have it and are`} taxed by the preset there, until you give a product tax code (txcd_…).`}
          </p>
        )}
      </Section>
      <Section title="Registrations" id="registrations">
        <p className={classes.hint}>
          Tax by the table is collected only where the shop is registered: in these countries and states.
        </p>
        <RowsTable
          form={form}
          path="registrations"
          row="Registration"
          summaryOf={({ country, state }: PlaceValues) => (country === "" ? "" : placeOf({ country, state }))}
          columns={placeColumns}
          mayEdit={mayEdit}
        />
        {form.errors.registrations && <p className={classes.problem}>{form.errors.registrations}</p>}
        <div className={classes.fields}>
          {mayEdit && (
            <div>
              <Button
                size="xs"
                variant="default"
                onClick={() => form.insertListItem("registrations", { country: "", state: "" })}
              >
                Add a registration
              </Button>
            </div>
          )}
          <Checkbox
            label="Registered for the one-stop shop of the European Union"
            description="For a seller in the union: its other countries' tax is collected, too."
            {...form.getInputProps("isOssRegistered", { type: "checkbox" })}
          />
        </div>
      </Section>
      <BusinessSection form={form} vies={settings.vies} />
      <Section title="Rates" id="rates">
        <p className={classes.hint}>
          Tax code: standard, reduced or zero, or a product tax code of Stripe's (txcd_…); shipping is
          txcd_92010001. A product without a rate of its own is taxed by the standard one; zero is not taxed.
          Rates of one place and different names add up; those of a state take the place of its country's.
          Days are the shop's; without a last day a rate holds on.
        </p>
        <RowsTable
          form={form}
          path="rates"
          row="Rate"
          summaryOf={rateSummary}
          columns={rateColumns}
          mayEdit={mayEdit}
        />
        {form.errors.rates && <p className={classes.problem}>{form.errors.rates}</p>}
        {mayEdit && (
          <Button
            size="xs"
            variant="default"
            onClick={() => form.insertListItem("rates", newRate(form.values.sellerCountry))}
          >
            Add a rate
          </Button>
        )}
      </Section>
    </EditForm>
  );
}
