import { updateTaxInput } from "@dualtrack/contract";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffTax, trpc } from "../../server/trpc.ts";
import { type ActionForm, useActionForm } from "../../ui/use-action-form.ts";
import { inputOf, type TaxValues, valuesOf } from "./tax-values.ts";

export type TaxForm = ActionForm<TaxValues, typeof updateTaxInput>["form"];

export function useTaxForm(
  settings: StaffTax,
  { onSaved, onRefused }: { onSaved: (saved: StaffTax) => void; onRefused: () => void },
) {
  const update = trpc.tax.update.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "TAX_SETTINGS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(settings),
    schema: updateTaxInput,
    inputOf: (values) => ({ version: settings.version, ...inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  return { ...action, isSaving: update.isPending };
}
