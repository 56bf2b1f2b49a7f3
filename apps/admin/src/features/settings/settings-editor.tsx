import { settingsLimits as limits } from "@dualtrack/contract";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { holdChoices } from "../../hold-choices.ts";
import { useSettings } from "../../server/settings.ts";
import type { StaffSettings } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { Section } from "../../ui/section.tsx";
import type { SettingsEditorProps } from "../../ui/settings-page.tsx";
import { authorizationEndChoices, authorizationEndHints } from "./authorization-end-labels.ts";
import { paymentPageChoices, paymentPageHints } from "./payment-page-labels.ts";
import classes from "./settings.module.css";
import { useSettingsForm } from "./use-settings-form.ts";

/** Everything that holds for the whole shop, saved as a whole. */
export function SettingsEditor({
  settings,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: SettingsEditorProps<StaffSettings>) {
  const { shopName } = useSettings();
  const action = useSettingsForm(settings, { onSaved, onRefused });
  const { form } = action;
  const year = new Date().getFullYear();
  const { invoicePrefix, creditNotePrefix } = form.values;
  return (
    <EditForm action={action} name="the settings" mayEdit={mayEdit} newer={newer} onTakeNewer={onTakeNewer}>
      <Section title="Seller" id="seller">
        <p className={classes.hint}>
          In the shop's footer, in mails, on invoices, and as the payee of direct debits.
        </p>
        <div className={classes.fields}>
          <TextInput
            label="Name"
            placeholder={shopName}
            maxLength={limits.sellerName}
            {...form.getInputProps("sellerName")}
          />
          <Textarea
            label="Address"
            description="Street, postal code and city, each on a line of its own."
            autosize
            minRows={2}
            maxRows={limits.addressLines}
            {...form.getInputProps("addressLines")}
          />
          <div className={classes.pair}>
            <NativeSelect label="Country" data={countryChoices} {...form.getInputProps("country")} />
            <TextInput
              label="VAT id"
              placeholder="none"
              maxLength={limits.vatId}
              {...form.getInputProps("vatId")}
            />
          </div>
        </div>
      </Section>
      <Section title="Contact for customers" id="contact">
        <div className={classes.fields}>
          <TextInput
            label="E-mail"
            description="Mails to customers come from it, so the mail server must be allowed to send for it."
            required={mayEdit}
            {...form.getInputProps("email")}
          />
          <TextInput label="Phone" placeholder="none" {...form.getInputProps("phone")} />
        </div>
      </Section>
      <Section title="Invoices" id="invoices">
        <div className={classes.fields}>
          <div className={classes.pair}>
            <TextInput
              label="Numbers of invoices begin with"
              description={`E.g. ${invoicePrefix}${year}-00001`}
              maxLength={limits.prefix}
              {...form.getInputProps("invoicePrefix")}
            />
            <TextInput
              label="Numbers of credit notes begin with"
              description={`E.g. ${creditNotePrefix}${year}-00001`}
              maxLength={limits.prefix}
              {...form.getInputProps("creditNotePrefix")}
            />
          </div>
          <p className={classes.hint}>
            Another beginning begins another series at 1, and so does each year. Invoices that were issued
            stay as they are.
          </p>
          <Textarea
            label="At the end of each invoice"
            description="For example a register number or a bank account."
            autosize
            minRows={2}
            maxRows={8}
            maxLength={limits.footer}
            {...form.getInputProps("invoiceFooter")}
          />
        </div>
      </Section>
      <Section title="Payment" id="payment">
        <div className={classes.fields}>
          <NativeSelect
            label="Where customers pay"
            description={paymentPageHints[form.values.paymentPage]}
            data={paymentPageChoices}
            {...form.getInputProps("paymentPage")}
          />
          <NativeSelect
            label="When a card's reservation runs out before its order ships"
            description={authorizationEndHints[form.values.authorizationEnd]}
            data={authorizationEndChoices}
            {...form.getInputProps("authorizationEnd")}
          />
        </div>
      </Section>
      <Section title="Reservation" id="reservation">
        <div className={classes.fields}>
          <TextInput
            label="Minutes that a checkout reserves its goods"
            description={`${limits.reservationMinutes.min} to ${limits.reservationMinutes.max}. It holds for checkouts that begin from now on.`}
            inputMode="numeric"
            {...form.getInputProps("reservationMinutes")}
          />
          <NativeSelect
            label="A draft order reserves its items for"
            description="Once its payment link is sent. Staff can choose another time for each; it holds for drafts that are begun from now on."
            data={holdChoices(Number(form.values.draftHoldMinutes))}
            {...form.getInputProps("draftHoldMinutes")}
          />
        </div>
      </Section>
    </EditForm>
  );
}
