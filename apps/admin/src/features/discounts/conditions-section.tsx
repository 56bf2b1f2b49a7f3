import { Checkbox, MultiSelect, Radio, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { countryChoices } from "../../country-choices.ts";
import { trpc } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./discounts.module.css";
import type { DiscountForm } from "./use-discount-form.ts";

/** On which goods, where and when it holds, and for whom. */
export function ConditionsSection({
  form,
  known,
}: {
  form: DiscountForm;
  /** Products that were chosen before. */
  known: readonly { id: string; title: string }[];
}) {
  const { isOnAllProducts, kind } = form.values.discount;
  return (
    <Section title="When it holds" id="conditions">
      <div className={classes.fields}>
        {kind !== "free_shipping" && (
          <Radio.Group
            label="On"
            value={isOnAllProducts ? "all" : "some"}
            onChange={(value) => form.setFieldValue("discount.isOnAllProducts", value === "all")}
          >
            <Radio value="all" label="all products" my={6} />
            <Radio value="some" label="these products and categories only" />
          </Radio.Group>
        )}
        {kind !== "free_shipping" && !isOnAllProducts && (
          <>
            <Products form={form} known={known} />
            <Categories form={form} />
          </>
        )}
        <MultiSelect
          label="Delivery to"
          placeholder={form.values.discount.countries.length === 0 ? "All countries" : ""}
          searchable
          data={countryChoices}
          {...form.getInputProps("discount.countries")}
        />
        <div className={classes.line}>
          <TextInput
            label="From"
            type="datetime-local"
            description="Empty: at once."
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...form.getInputProps("discount.startsAt")}
          />
          <TextInput
            label="Until"
            type="datetime-local"
            description="Empty: no end. In your time zone, both."
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...form.getInputProps("discount.endsAt")}
          />
        </div>
        <Checkbox
          label="On a customer's first order only"
          {...form.getInputProps("discount.isFirstOrderOnly", { type: "checkbox" })}
        />
        <Checkbox
          label="Can be combined with other discounts that can be combined"
          description="Combined ones apply in this order: buy some get some, percentages, amounts, free shipping. Against one that can't be combined, what takes off more is applied."
          {...form.getInputProps("discount.isCombinable", { type: "checkbox" })}
        />
      </div>
    </Section>
  );
}

/** The products, found by what is typed. */
function Products({ form, known }: { form: DiscountForm; known: readonly { id: string; title: string }[] }) {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const found = trpc.products.list.useQuery(
    { q: q === "" ? undefined : q, limit: 50 },
    { placeholderData: keepPreviousData },
  );
  const [seen, setSeen] = useState(new Map(known.map(({ id, title }) => [id, title])));
  const choices = new Map([
    ...seen,
    ...(found.data?.products ?? []).map(({ id, title }) => [id, title] as const),
  ]);
  const field = form.getInputProps("discount.productIds");
  return (
    <MultiSelect
      label="Products"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={found.isFetching ? "Searching" : "No product has this in its title or artist"}
      // The server has searched; a title need not contain what was typed.
      filter={({ options }) => options}
      data={[...choices].map(([value, label]) => ({ value, label }))}
      limit={50}
      {...field}
      onChange={(ids) => {
        setSeen(choices); // what was chosen keeps its title while something else is searched for
        field.onChange(ids);
      }}
    />
  );
}

/** All products of these, also those that are put into them later. */
function Categories({ form }: { form: DiscountForm }) {
  const { data } = trpc.categories.list.useQuery();
  return (
    <MultiSelect
      label="Categories"
      description="The products that are in them when a customer's cart is priced."
      searchable
      nothingFoundMessage="No category has this in its name"
      data={(data?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      limit={50}
      {...form.getInputProps("discount.categoryIds")}
    />
  );
}
