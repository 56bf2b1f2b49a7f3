import {
  derivedAmount,
  formatMoney,
  priceCurrencies,
  priceRoundingsOf,
  ratePattern,
} from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { StaffCurrencies } from "../../server/trpc.ts";
import classes from "../../ui/field-table.module.css";
import { type OfferedValues, rateText, roundingKey, roundingLabel } from "./currency-values.ts";
import type { CurrenciesForm } from "./use-currencies-form.ts";

/** The currencies besides the base currency, each with what a price becomes in it. */
export function CurrencyRows({
  form,
  settings,
  mayEdit,
}: {
  form: CurrenciesForm;
  settings: StaffCurrencies;
  mayEdit: boolean;
}) {
  const { currencies, baseCurrency } = form.values;
  if (currencies.length === 0) return null;
  return (
    <table className={classes.rows} aria-label="Currencies">
      <thead>
        <tr>
          {[
            "Currency",
            "Rate from",
            `1 ${baseCurrency.toUpperCase()} is`,
            "Prices",
            "First for",
            "A price",
          ].map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
          {mayEdit && <th scope="col" aria-label="Remove" />}
        </tr>
      </thead>
      <tbody>
        {currencies.map((row, place) => {
          const props = (key: keyof OfferedValues) => ({
            size: "xs" as const,
            disabled: !mayEdit,
            ...form.getInputProps(`currencies.${place}.${key}`),
          });
          const stored = settings.currencies.find(({ currency }) => currency === row.currency);
          const name = row.currency.toUpperCase();
          // The feed's may be newer than what the form has begun with.
          const shownRate = row.rateSource === "feed" ? rateText(stored?.rate ?? null) : row.rate;
          return (
            <tr key={place}>
              <td data-label="Currency">
                <NativeSelect
                  aria-label={`Currency ${place + 1}`}
                  data={priceCurrencies.map((each) => ({ value: each, label: each.toUpperCase() }))}
                  {...props("currency")}
                  onChange={({ currentTarget: { value } }) =>
                    form.setFieldValue(`currencies.${place}`, {
                      ...row,
                      currency: value,
                      rounding: knownRounding(value, row.rounding),
                    })
                  }
                />
              </td>
              <td data-label="Rate from">
                <NativeSelect
                  aria-label={`Origin of the rate of ${name}`}
                  data={[
                    { value: "feed", label: "European Central Bank" },
                    { value: "manual", label: "set by hand" },
                  ]}
                  {...props("rateSource")}
                />
              </td>
              <td data-label="Rate">
                <TextInput
                  aria-label={`Rate of ${name}`}
                  inputMode="decimal"
                  description={rateNote(stored)}
                  inputWrapperOrder={["label", "input", "description", "error"]}
                  {...props("rate")}
                  {...(row.rateSource === "feed" && { value: shownRate, readOnly: true })}
                />
              </td>
              <td data-label="Prices">
                <NativeSelect
                  aria-label={`Rounding of ${name}`}
                  data={priceRoundingsOf(row.currency).map((each) => ({
                    value: roundingKey(each),
                    label: roundingLabel(each, row.currency),
                  }))}
                  {...props("rounding")}
                />
              </td>
              <td data-label="First for">
                <TextInput aria-label={`Countries of ${name}`} placeholder="US CA" {...props("countries")} />
              </td>
              <td data-label="A price">{previewOf({ ...row, rate: shownRate }, settings)}</td>
              {mayEdit && (
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Remove ${name}`}
                    onClick={() => form.removeListItem("currencies", place)}
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
  );
}

/** The day of the stored rate, and that the feed has none or an old one. */
function rateNote(stored: StaffCurrencies["currencies"][number] | undefined): string | undefined {
  if (stored === undefined) return undefined;
  const { rate, asOf, isStale } = stored;
  if (rate === null) return "no rate yet";
  return `of ${asOf}${isStale ? ": the feed has no newer one" : ""}`;
}

/** The rule, if the currency has it; else its first one. */
function knownRounding(currency: string, key: string): string {
  const keys = priceRoundingsOf(currency).map(roundingKey);
  return keys.includes(key) ? key : (keys[0] ?? key);
}

/** What the first product's price becomes; a dash without a rate. */
function previewOf({ currency, rate, rounding }: OfferedValues, { baseCurrency, examples }: StaffCurrencies) {
  const price = examples[0]?.prices.find((each) => each.currency === baseCurrency);
  const typed = rate.trim().replace(",", ".");
  const [step = 1, ending = 0] = rounding.split("+").map(Number);
  if (price === undefined || !ratePattern.test(typed)) return "–";
  const terms = { currency, baseCurrency, rate: typed, rounding: { step, ending } };
  const amount = derivedAmount(price.unitAmount, terms) ?? 0;
  const before = formatMoney({ amount: price.unitAmount, currency: baseCurrency });
  return `${before} → ${formatMoney({ amount, currency })}`;
}
