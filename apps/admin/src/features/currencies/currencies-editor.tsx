import { priceCurrencies, priceRoundingsOf } from "@dualtrack/contract";
import { Button, NativeSelect } from "@mantine/core";
import type { StaffCurrencies } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { Section } from "../../ui/section.tsx";
import type { SettingsEditorProps } from "../../ui/settings-page.tsx";
import { CurrencyRows } from "./currency-rows.tsx";
import { roundingKey } from "./currency-values.ts";
import { useCurrenciesForm } from "./use-currencies-form.ts";

/** The base currency and the others, saved as a whole. */
export function CurrenciesEditor({
  settings,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: SettingsEditorProps<StaffCurrencies>) {
  const action = useCurrenciesForm(settings, { onSaved, onRefused });
  const { form } = action;
  const { baseCurrency, currencies } = form.values;
  const next = priceCurrencies.find(
    (each) => each !== baseCurrency && currencies.every(({ currency }) => currency !== each),
  );
  return (
    <EditForm action={action} name="the currencies" mayEdit={mayEdit} newer={newer} onTakeNewer={onTakeNewer}>
      <Section title="Base currency" id="base">
        <NativeSelect
          maw={560}
          label="Prices are set in"
          description="Every published product needs a price in it. Figures are in it, and other prices are derived from it."
          data={priceCurrencies.map((each) => ({ value: each, label: each.toUpperCase() }))}
          disabled={!mayEdit}
          {...form.getInputProps("baseCurrency")}
        />
      </Section>
      <Section title="Also sold in" id="offered">
        <CurrencyRows form={form} settings={settings} mayEdit={mayEdit} />
        {mayEdit && next !== undefined && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              const rounding = roundingKey(priceRoundingsOf(next)[0] ?? { step: 1, ending: 0 });
              const row = { currency: next, rateSource: "feed" as const, rate: "", rounding, countries: "" };
              form.insertListItem("currencies", row);
            }}
          >
            Add a currency
          </Button>
        )}
      </Section>
    </EditForm>
  );
}
