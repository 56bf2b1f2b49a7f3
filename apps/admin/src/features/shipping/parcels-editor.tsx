import { updateParcelsInput } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type Parcels, trpc } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import tableClasses from "../../ui/field-table.module.css";
import { Section } from "../../ui/section.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { boxMeasures, inputOf, newBox, valuesOf } from "./parcel-values.ts";
import classes from "./shipping.module.css";

const senderFields = [
  ["name", "Name", "organization"],
  ["address.line1", "Street and number", "address-line1"],
  ["address.line2", "Second line", "address-line2"],
  ["address.postalCode", "Postal code", "postal-code"],
  ["address.city", "City", "address-level2"],
  ["address.state", "State", "address-level1"],
  ["email", "E-mail", "email"],
  ["phone", "Phone", "tel"],
] as const;

const measureLabels: Record<(typeof boxMeasures)[number], string> = {
  lengthMm: "Length inside, mm",
  widthMm: "Width inside, mm",
  heightMm: "Height inside, mm",
  weightGrams: "Empty, g",
  maxWeightGrams: "Packed at most, g",
};

/** Sender and boxes, saved as a whole. It begins anew with another version of them. */
export function ParcelsEditor({
  parcels,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: {
  parcels: Parcels;
  mayEdit: boolean;
  /** What somebody else has saved since these were loaded; null: nothing. */
  newer: Parcels | null;
  onSaved: (saved: Parcels) => void;
  onTakeNewer: () => void;
  /** Somebody else has saved: what they saved is to be loaded. */
  onRefused: () => void;
}) {
  const update = trpc.shipping.updateParcels.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "PARCELS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(parcels, "AT"),
    schema: updateParcelsInput,
    inputOf: (values) => ({ version: parcels.version, ...inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  const { form } = action;
  const { boxes } = form.values;
  return (
    <EditForm
      action={{ ...action, isSaving: update.isPending }}
      name="sender and boxes"
      mayEdit={mayEdit}
      newer={newer}
      onTakeNewer={onTakeNewer}
    >
      <Section title="Sender of parcels" id="sender">
        <p className={classes.hint}>
          {parcels.isConnected
            ? "Stands on labels. Without a sender no label can be bought."
            : "Stands on labels. The shop has no key for EasyPost (EASYPOST_API_KEY), so none can be bought yet."}
        </p>
        <div className={`${classes.fields} ${classes.line}`}>
          {senderFields.map(([field, label, autoComplete]) => (
            <TextInput
              key={field}
              label={label}
              size="xs"
              readOnly={!mayEdit}
              autoComplete={autoComplete}
              {...form.getInputProps(`sender.${field}`)}
            />
          ))}
          <NativeSelect
            label="Country"
            size="xs"
            data={countryChoices}
            {...form.getInputProps("sender.address.country")}
          />
        </div>
      </Section>
      <Section title="Boxes" id="boxes">
        <p className={classes.hint}>
          The smallest one that the goods fit into is suggested, by the sizes and weights of their variants.
        </p>
        {boxes.length > 0 && (
          <table className={tableClasses.rows} aria-label="Boxes">
            <thead>
              <tr>
                <th scope="col">Name</th>
                {boxMeasures.map((measure) => (
                  <th key={measure} scope="col">
                    {measureLabels[measure]}
                  </th>
                ))}
                {mayEdit && <th scope="col" aria-label="Remove" />}
              </tr>
            </thead>
            <tbody>
              {boxes.map(({ id }, place) => (
                <tr key={id}>
                  <td data-label="Name">
                    <TextInput
                      size="xs"
                      readOnly={!mayEdit}
                      aria-label={`Name of box ${place + 1}`}
                      {...form.getInputProps(`boxes.${place}.name`)}
                    />
                  </td>
                  {boxMeasures.map((measure) => (
                    <td key={measure} data-label={measureLabels[measure]}>
                      <TextInput
                        size="xs"
                        readOnly={!mayEdit}
                        inputMode="numeric"
                        aria-label={`${measureLabels[measure]} of box ${place + 1}`}
                        {...form.getInputProps(`boxes.${place}.${measure}`)}
                      />
                    </td>
                  ))}
                  {mayEdit && (
                    <td>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Remove box ${place + 1}`}
                        onClick={() => form.removeListItem("boxes", place)}
                      >
                        Remove
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {mayEdit && (
          <Button size="xs" variant="default" onClick={() => form.insertListItem("boxes", newBox())}>
            Add a box
          </Button>
        )}
      </Section>
    </EditForm>
  );
}
