import { serviceLimits, updateResourceInput, type Week } from "@dualtrack/contract";
import { Checkbox, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffResource, trpc } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { weekTexts } from "./opening-text.ts";
import classes from "./resources.module.css";
import { WeekFields, weekOf, weekProblems } from "./week-fields.tsx";

/** Name and hours of a room or person, saved as a whole. It begins anew with another version of it. */
export function ResourceEditor({
  resource,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: {
  resource: StaffResource;
  mayEdit: boolean;
  newer: StaffResource | null;
  onSaved: (resource: StaffResource) => void;
  onTakeNewer: () => void;
  onRefused: () => void;
}) {
  const action = useResourceForm(resource, { onSaved, onRefused });
  const { form } = action;
  return (
    <EditForm action={action} name="it" mayEdit={mayEdit} newer={newer} onTakeNewer={onTakeNewer}>
      <div className={`${classes.fields} ${classes.editor}`}>
        <TextInput
          label="Name"
          required={mayEdit}
          maxLength={serviceLimits.resourceName}
          {...form.getInputProps("name")}
        />
        <Checkbox
          label="It has hours of its own"
          description={`Otherwise it has the shop's. Times of ${resource.timeZone}.`}
          {...form.getInputProps("hasOwnHours", { type: "checkbox" })}
        />
        {form.values.hasOwnHours && <WeekFields inputProps={(name) => form.getInputProps(name)} />}
      </div>
    </EditForm>
  );
}

const closed: Week = [[], [], [], [], [], [], []];

function useResourceForm(
  { id: resourceId, version, name, week }: StaffResource,
  { onSaved, onRefused }: { onSaved: (resource: StaffResource) => void; onRefused: () => void },
) {
  const update = trpc.resources.update.useMutation({ onSuccess: onSaved });
  const action = useActionForm({
    initialValues: { name, hasOwnHours: week !== null, week: weekTexts(week ?? closed) },
    schema: updateResourceInput,
    inputOf: (values) => ({
      ...{ resourceId, version, name: values.name },
      week: values.hasOwnHours ? weekOf(values.week) : null,
    }),
    check: (values) => (values.hasOwnHours ? weekProblems(values.week) : {}),
    mutation: update,
    onDone() {},
  });
  const showRefusal = useEffectEvent((code: string) => {
    if (code === "RESOURCE_CHANGED") onRefused();
    if (code === "RESOURCE_NAME_TAKEN") action.form.setFieldError("name", errorMessage(update.error));
  });
  useEffect(() => {
    const refusal = refusalOf(update.error);
    if (refusal) showRefusal(refusal.code);
  }, [update.error]);
  return { ...action, isSaving: update.isPending };
}
