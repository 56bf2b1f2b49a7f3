import { newRequestId } from "@dualtrack/browser";
import { serviceLimits, updateShopHoursInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { refusalOf } from "../../server/refusals.ts";
import { type ShopHours, trpc } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { Section } from "../../ui/section.tsx";
import type { SettingsEditorProps } from "../../ui/settings-page.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { openingsText, readOpenings, weekTexts } from "./opening-text.ts";
import classes from "./resources.module.css";
import { openingsProblem, WeekFields, weekOf, weekProblems } from "./week-fields.tsx";

/** When the shop is open: each weekday, and the days that differ. */
export function HoursEditor({
  settings: hours,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: SettingsEditorProps<ShopHours>) {
  const action = useHoursForm(hours, { onSaved, onRefused });
  const { form } = action;
  return (
    <EditForm
      action={action}
      name="the opening hours"
      mayEdit={mayEdit}
      newer={newer}
      onTakeNewer={onTakeNewer}
    >
      <Section title="Every week" id="week">
        <p className={classes.hint}>
          Times of {hours.timeZone}, such as 10:00–13:00, 14:00–18:00. A closing time that is not after the
          opening time is one of the next day: 20:00–02:00. Nothing: closed.
        </p>
        <WeekFields inputProps={(name) => form.getInputProps(name)} />
      </Section>
      <Section title="Days that differ" id="exceptions">
        <p className={classes.hint}>
          Holidays and other days, for all rooms and people. Without times it is closed.
        </p>
        {form.values.exceptions.map(({ key }, place) => (
          <div key={key} className={classes.exception}>
            <TextInput
              label="Name"
              placeholder="Christmas"
              maxLength={serviceLimits.exceptionName}
              {...form.getInputProps(`exceptions.${place}.name`)}
            />
            <TextInput label="From" type="date" {...form.getInputProps(`exceptions.${place}.from`)} />
            <TextInput label="To" type="date" {...form.getInputProps(`exceptions.${place}.to`)} />
            <TextInput
              label="Times"
              placeholder="closed"
              maxLength={120}
              {...form.getInputProps(`exceptions.${place}.times`)}
            />
            {mayEdit && (
              <Button
                size="xs"
                variant="default"
                className={classes.remove ?? ""}
                onClick={() => form.removeListItem("exceptions", place)}
              >
                Remove
              </Button>
            )}
          </div>
        ))}
        {mayEdit && (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              form.insertListItem("exceptions", {
                key: newRequestId(),
                name: "",
                from: "",
                to: "",
                times: "",
              })
            }
          >
            Add days
          </Button>
        )}
      </Section>
    </EditForm>
  );
}

function useHoursForm(
  { version, week, exceptions }: ShopHours,
  { onSaved, onRefused }: { onSaved: (saved: ShopHours) => void; onRefused: () => void },
) {
  const update = trpc.resources.updateHours.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "SHOP_HOURS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: {
      week: weekTexts(week),
      exceptions: exceptions.map(({ openings, ...days }) => ({
        ...{ key: `${days.from} ${days.name}`, ...days },
        times: openingsText(openings),
      })),
    },
    schema: updateShopHoursInput,
    inputOf: (values) => ({
      version,
      week: weekOf(values.week),
      exceptions: values.exceptions.map(({ name, from, to, times }) => ({
        ...{ name, from, to: to === "" ? from : to },
        openings: readOpenings(times) ?? [],
      })),
    }),
    check: (values) => ({
      ...weekProblems(values.week),
      ...Object.fromEntries(
        values.exceptions.map(({ times }, place) => [`exceptions.${place}.times`, openingsProblem(times)]),
      ),
    }),
    mutation: update,
    onDone() {},
  });
  return { ...action, isSaving: update.isPending };
}
