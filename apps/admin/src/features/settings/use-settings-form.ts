import { updateShopSettingsInput } from "@dualtrack/contract";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffSettings, trpc } from "../../server/trpc.ts";
import { useActionForm } from "../../ui/use-action-form.ts";
import { inputOf, valuesOf } from "./settings-values.ts";

export function useSettingsForm(
  settings: StaffSettings,
  { onSaved, onRefused }: { onSaved: (saved: StaffSettings) => void; onRefused: () => void },
) {
  const update = trpc.settings.updateShop.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "SHOP_SETTINGS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(settings),
    schema: updateShopSettingsInput,
    inputOf: (values) => ({ version: settings.version, ...inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  return { ...action, isSaving: update.isPending };
}
