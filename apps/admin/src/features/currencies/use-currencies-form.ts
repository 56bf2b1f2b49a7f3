import { updateCurrenciesInput } from "@dualtrack/contract";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffCurrencies, trpc } from "../../server/trpc.ts";
import { useActionForm } from "../../ui/use-action-form.ts";
import { inputOf, valuesOf } from "./currency-values.ts";

export function useCurrenciesForm(
  settings: StaffCurrencies,
  { onSaved, onRefused }: { onSaved: (saved: StaffCurrencies) => void; onRefused: () => void },
) {
  const update = trpc.currencies.update.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "CURRENCY_SETTINGS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(settings),
    schema: updateCurrenciesInput,
    inputOf: (values) => ({ version: settings.version, ...inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  return { ...action, isSaving: update.isPending };
}

export type CurrenciesForm = ReturnType<typeof useCurrenciesForm>["form"];
