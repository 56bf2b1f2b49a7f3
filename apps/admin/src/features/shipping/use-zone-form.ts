import { areaName, type Refusal, type RefusalDetails, updateShippingZoneInput } from "@dualtrack/contract";
import { useEffect, useEffectEvent } from "react";
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
  const update = trpc.shipping.updateZone.useMutation({ onSuccess: onSaved });
  const action = useActionForm({
    initialValues: valuesOf(zone),
    schema: updateShippingZoneInput,
    inputOf: (values) => ({ zoneId: zone.id, version: zone.version, ...inputOf(values, zone.shopCurrency) }),
    check: (values) => amountProblems(values, zone.shopCurrency),
    mutation: update,
    onDone() {},
  });
  // After the form has taken over what the server said of its fields.
  const showRefusal = useEffectEvent((refusal: Refusal) => {
    const { setFieldError } = action.form;
    if (refusal.code === "SHIPPING_ZONE_CHANGED") onRefused();
    if (refusal.code === "SHIPPING_ZONE_NAME_TAKEN") setFieldError("name", errorMessage(update.error));
    if (refusal.code === "SHIPPING_AREA_TAKEN")
      setFieldError(`areas.${refusal.details.place}.country`, takenText(refusal.details));
  });
  useEffect(() => {
    const refusal = refusalOf(update.error);
    if (refusal) showRefusal(refusal);
  }, [update.error]);
  return { ...action, isSaving: update.isPending };
}

function takenText({ area, zone, taken }: RefusalDetails["SHIPPING_AREA_TAKEN"]): string {
  return areaName(area) === areaName(taken)
    ? `${areaName(area)} is in the zone “${zone}” already`
    : `${areaName(area)} overlaps with ${areaName(taken)} in the zone “${zone}”`;
}
