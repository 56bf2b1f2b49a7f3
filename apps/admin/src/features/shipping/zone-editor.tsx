import { Button, TextInput } from "@mantine/core";
import type { StaffZone } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { Section } from "../../ui/section.tsx";
import { AreasSection } from "./areas-section.tsx";
import { MethodFields } from "./method-fields.tsx";
import classes from "./shipping.module.css";
import { useZoneForm } from "./use-zone-form.ts";
import { newMethod } from "./zone-values.ts";

/** Everything of a zone, saved as a whole. It begins anew with another version of the zone. */
export function ZoneEditor({
  zone,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: {
  zone: StaffZone;
  mayEdit: boolean;
  /** What somebody else has saved since this one was loaded; null: nothing. */
  newer: StaffZone | null;
  onSaved: (zone: StaffZone) => void;
  onTakeNewer: () => void;
  /** Somebody else has saved it: what they saved is to be loaded. */
  onRefused: () => void;
}) {
  const action = useZoneForm(zone, { onSaved, onRefused });
  const { form } = action;
  return (
    <EditForm action={action} name="this zone" mayEdit={mayEdit} newer={newer} onTakeNewer={onTakeNewer}>
      <Section title="Zone" id="zone">
        <div className={classes.fields}>
          <TextInput
            label="Name"
            description="For staff only."
            required={mayEdit}
            maxLength={80}
            {...form.getInputProps("name")}
          />
        </div>
      </Section>
      <AreasSection form={form} mayEdit={mayEdit} />
      <Section title="Methods" id="methods">
        {form.values.methods.length === 0 && (
          <p className={classes.hint}>Without a method, customers there can't order.</p>
        )}
        {form.values.methods.map((method, place) => (
          <MethodFields
            key={method.id}
            {...{ form, place, method, mayEdit }}
            shopCurrency={zone.shopCurrency}
          />
        ))}
        {mayEdit && (
          <Button
            size="xs"
            variant="default"
            onClick={() => form.insertListItem("methods", newMethod(zone.shopCurrency))}
          >
            Add a method
          </Button>
        )}
      </Section>
    </EditForm>
  );
}
