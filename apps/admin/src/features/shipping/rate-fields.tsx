import { priceCurrencies, type RateBasis, rateBases } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import tableClasses from "../../ui/field-table.module.css";
import classes from "./shipping.module.css";
import type { ZoneForm } from "./use-zone-form.ts";
import type { RateValues } from "./zone-values.ts";

const basisLabels: Record<RateBasis, string> = {
  flat: "One amount for all carts",
  weight: "By weight (g)",
  subtotal: "By subtotal of the goods",
  units: "By number of units",
};

const limitUnits: Record<RateBasis, (currency: string) => string> = {
  flat: () => "",
  weight: () => "g",
  subtotal: (currency) => currency,
  units: () => "units",
};

/** What a method costs in one currency. */
export function RateFields({
  form,
  path,
  rate,
  name,
  mayEdit,
  onRemove,
}: {
  form: ZoneForm;
  /** The rate's place in the form's values. */
  path: `methods.${number}.rates.${number}`;
  rate: RateValues;
  /** The method's, for labels. */
  name: string;
  mayEdit: boolean;
  onRemove: () => void;
}) {
  const currency = rate.currency.toUpperCase();
  const of = `${name} in ${currency}`;
  const unit = limitUnits[rate.basis](currency);
  const hasLimits = rate.basis !== "flat";
  const changeBasis = (basis: RateBasis) =>
    form.setFieldValue(path, {
      ...rate,
      basis,
      bands:
        basis === "flat"
          ? rate.bands.slice(0, 1).map((band) => ({ ...band, from: "0", to: "" }))
          : rate.bands,
    });
  const addBand = () =>
    form.insertListItem(`${path}.bands`, { from: rate.bands.at(-1)?.to ?? "0", to: "", amount: "" });
  return (
    <fieldset className={classes.rate}>
      <legend className={classes.legend}>Rate in {currency}</legend>
      <div className={classes.line}>
        <NativeSelect
          label="Currency"
          size="xs"
          data={priceCurrencies.map((each) => ({ value: each, label: each.toUpperCase() }))}
          aria-label={`Currency of ${of}`}
          {...form.getInputProps(`${path}.currency`)}
        />
        <NativeSelect
          label="Depends on"
          size="xs"
          data={rateBases.map((basis) => ({ value: basis, label: basisLabels[basis] }))}
          aria-label={`What ${of} depends on`}
          value={rate.basis}
          onChange={({ currentTarget: { value } }) => {
            const basis = rateBases.find((each) => each === value);
            if (basis) changeBasis(basis);
          }}
        />
        <TextInput
          label={`Free from a subtotal of (${currency})`}
          size="xs"
          inputMode="decimal"
          placeholder="never"
          aria-label={`Subtotal from which ${of} is free`}
          {...form.getInputProps(`${path}.freeFrom`)}
          error={form.errors[`${path}.freeFromAmount`]}
        />
      </div>
      <table className={tableClasses.rows} aria-label={`Amounts of ${of}`}>
        <thead>
          <tr>
            {hasLimits && <th scope="col">From ({unit}, included)</th>}
            {hasLimits && <th scope="col">To ({unit}, not included)</th>}
            <th scope="col">Amount ({currency})</th>
            {hasLimits && mayEdit && <th scope="col" aria-label="Remove" />}
          </tr>
        </thead>
        <tbody>
          {rate.bands.map((_, place) => {
            const band = `${path}.bands.${place}` as const;
            const label = (field: string) => `${field} of band ${place + 1} of ${of}`;
            return (
              <tr key={place}>
                {hasLimits && (
                  <td data-label={`From (${unit})`}>
                    <TextInput
                      size="xs"
                      aria-label={label("Begin")}
                      {...form.getInputProps(`${band}.from`)}
                    />
                  </td>
                )}
                {hasLimits && (
                  <td data-label={`To (${unit})`}>
                    <TextInput
                      size="xs"
                      placeholder="no limit"
                      aria-label={label("End")}
                      {...form.getInputProps(`${band}.to`)}
                    />
                  </td>
                )}
                <td data-label={`Amount (${currency})`}>
                  <TextInput
                    size="xs"
                    inputMode="decimal"
                    aria-label={label("Amount")}
                    {...form.getInputProps(`${band}.amount`)}
                  />
                </td>
                {hasLimits && mayEdit && (
                  <td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Remove band ${place + 1} of ${of}`}
                      onClick={() => form.removeListItem(`${path}.bands`, place)}
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
      {form.errors[`${path}.bands`] && <p className={classes.problem}>{form.errors[`${path}.bands`]}</p>}
      {hasLimits && <Gaps rate={rate} unit={unit} />}
      {mayEdit && (
        <div className={classes.buttons}>
          {hasLimits && (
            <Button size="compact-xs" variant="default" onClick={addBand}>
              Add a band
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Remove the rate of ${of}`}
            onClick={onRemove}
          >
            Remove this rate
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** Says which carts no band takes, as the method is not offered for them. */
function Gaps({ rate: { bands }, unit }: { rate: RateValues; unit: string }) {
  const sorted = bands
    .map(({ from, to }) => ({ from: limitOf(from) ?? 0, to: limitOf(to) }))
    .toSorted((a, b) => a.from - b.from);
  const gaps = sorted.flatMap(({ from }, place) => {
    const before = place === 0 ? 0 : (sorted[place - 1]?.to ?? Number.POSITIVE_INFINITY);
    return from > before ? [`from ${before} to ${from} ${unit}`] : [];
  });
  const end = sorted.at(-1)?.to ?? null;
  if (end !== null) gaps.push(`of ${end} ${unit} or more`);
  if (gaps.length === 0 || gaps.some((gap) => gap.includes("NaN"))) return null;
  return <p className={classes.hint}>Not offered for carts {gaps.join(", or ")}.</p>;
}

/** Null: no limit. */
function limitOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text.replace(",", "."));
}
