import { addressFormatOf, contactLimits } from "@dualtrack/contract";
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { errorMessage } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./draft-orders.module.css";
import { billingValues } from "./draft-values.ts";
import { SearchPicker } from "./search-picker.tsx";
import type { DraftForm } from "./use-draft-form.ts";
import { useSearch } from "./use-search.ts";

/** Who orders, and where it goes. What is left empty the customer enters at the link. */
export function CustomerSection({ form }: { form: DraftForm }) {
  const search = useSearch();
  const found = trpc.draftOrders.findCustomers.useQuery({ q: search.q }, { enabled: search.q.length >= 2 });
  const { isBilledApart } = form.values.draft;
  const field = (name: string) => form.getInputProps(`draft.${name}`);
  return (
    <Section title="Customer" id="customer">
      <div className={classes.fields}>
        <SearchPicker
          label="Find a customer of earlier orders"
          placeholder="Name, e-mail address or order number"
          found={search.q.length < 2 ? undefined : found.data}
          isSearching={search.isTyping || found.isFetching}
          problem={found.error && errorMessage(found.error)}
          keyOf={({ email }) => email ?? ""}
          onSearch={search.onSearch}
          onPick={({ email, name, phone, companyName, vatId, billing, shippingAddress: address }) =>
            form.setFieldValue("draft", (before) => ({
              ...before,
              email: email ?? "",
              name: name ?? "",
              phone: phone ?? "",
              companyName: companyName ?? "",
              vatId: vatId ?? "",
              shippingAddress: address ?? before.shippingAddress,
              ...billingValues(billing),
            }))
          }
        >
          {({ name, email, shippingAddress: address }) => (
            <span className={classes.item}>
              <span>
                {name ?? email}
                <span className={classes.sub}>{email}</span>
              </span>
              <span>{address && `${address.city} ${address.country}`}</span>
            </span>
          )}
        </SearchPicker>
        <div className={classes.line}>
          <TextInput
            label="E-mail"
            type="email"
            description="The link is sent there; without one you copy it."
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...field("email")}
          />
          <TextInput label="Name" maxLength={contactLimits.name} {...field("name")} />
          <TextInput label="Phone" type="tel" {...field("phone")} />
        </div>
        <p className={classes.hint}>Delivery address. Left empty, the customer enters it at the link.</p>
        <AddressFields form={form} name="shippingAddress" />
        <Checkbox
          label="The bill goes to another name or address"
          {...form.getInputProps("draft.isBilledApart", { type: "checkbox" })}
        />
        {isBilledApart && (
          <>
            <TextInput label="Name on the bill" maxLength={contactLimits.name} {...field("billing.name")} />
            <AddressFields form={form} name="billing.address" />
          </>
        )}
        <div className={classes.line}>
          <TextInput label="Company" maxLength={contactLimits.name} {...field("companyName")} />
          <TextInput
            label="VAT id"
            description="Checked when the customer pays."
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...field("vatId")}
          />
        </div>
      </div>
    </Section>
  );
}

/** The fields of an address, as its country writes it. */
function AddressFields({ form, name }: { form: DraftForm; name: "shippingAddress" | "billing.address" }) {
  const { shippingAddress, billing } = form.values.draft;
  const format = addressFormatOf((name === "shippingAddress" ? shippingAddress : billing.address).country);
  const field = (part: string) => form.getInputProps(`draft.${name}.${part}`);
  return (
    <>
      <div className={classes.line}>
        <NativeSelect
          label="Country"
          data={[{ value: "", label: "–" }, ...countryChoices]}
          {...field("country")}
        />
        <TextInput label="Street and number" {...field("line1")} />
        <TextInput label="Flat, floor, company" {...field("line2")} />
      </div>
      <div className={classes.line}>
        <TextInput label={format.postalCodeName} {...field("postalCode")} />
        <TextInput label={format.cityName} {...field("city")} />
        {format.stateName !== null && <TextInput label={format.stateName} {...field("state")} />}
      </div>
    </>
  );
}
