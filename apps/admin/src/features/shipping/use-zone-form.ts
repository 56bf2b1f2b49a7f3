import { updateShippingZoneInput } from "@dualtrack/contract";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffZone, trpc } from "../../server/trpc.ts";
import { type ActionForm, useActionForm } from "../../ui/use-action-form.ts";
import { amountProblems, inputOf, valuesOf, type ZoneValues } from "./zone-values.ts";

export type ZoneForm = ActionForm<ZoneValues, typeof updateShippingZoneInput>["form"];

/** The editor's form. An area that belongs to another zone is refused at its field. */
export function useZoneForm(
  zone: StaffZone,
  { onSaved, onRefused }: { onSaved: (zone: StaffZone) => void; onRefused: () => void },
) {
  const update = trpc.shipping.updateZone.useMutation({
    onSuccess: onSaved,
    onError(error) {
      const refusal = refusalOf(error);
      if (refusal?.code === "SHIPPING_ZONE_CHANGED") onRefused();
      if (refusal?.code === "SHIPPING_AREA_TAKEN")
        action.form.setFieldError(`areas.${refusal.details.place}.country`, errorMessage(error));
      if (refusal?.code === "SHIPPING_ZONE_NAME_TAKEN")
        action.form.setFieldError("name", errorMessage(error));
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(zone),
    schema: updateShippingZoneInput,
    inputOf: (values) => ({ zoneId: zone.id, version: zone.version, ...inputOf(values) }),
    check: amountProblems,
    mutation: update,
    onDone() {},
  });
  return { ...action, isSaving: update.isPending };
}
