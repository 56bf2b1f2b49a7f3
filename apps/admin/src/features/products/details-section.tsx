import { Textarea, TextInput } from "@mantine/core";
import { Section } from "../../ui/section.tsx";
import { CategoriesField } from "./categories-field.tsx";
import classes from "./editor.module.css";
import type { Editor } from "./use-editor.ts";

/** What customers read about the product, and where. */
export function DetailsSection({ editor }: { editor: Editor }) {
  const { draft, field, mayEdit } = editor;
  const { base } = draft;
  return (
    <Section title="Details" id="details">
      <div className={classes.fields}>
        <TextInput label="Title" required={mayEdit} {...field("title", 120)} />
        <TextInput label="Artist" required={mayEdit} {...field("artist", 120)} />
        <Textarea
          label="Description"
          autosize
          minRows={4}
          maxRows={16}
          className={classes.whole}
          {...field("description", 5_000)}
        />
        <TextInput
          label="Address"
          description={addressDescription(base.slugIsFixed, mayEdit)}
          className={classes.whole}
          spellCheck={false}
          autoCapitalize="none"
          {...field("slug", 80)}
          readOnly={base.slugIsFixed || !mayEdit}
          leftSection={<span className={classes.prefix}>/products/</span>}
          leftSectionWidth={82}
        />
        <TextInput
          label="What the variants differ in"
          description="For example Size or Colour. Customers read it above the choice; with one variant there is none."
          {...field("optionName", 40)}
        />
        <TextInput
          label="Tax code"
          description="standard, reduced or zero, or a product tax code of Stripe's. Without a rate of its own in a country it is taxed by the standard rate there, and zero not at all."
          spellCheck={false}
          autoCapitalize="none"
          {...field("taxCode", 20)}
        />
        <CategoriesField editor={editor} />
      </div>
    </Section>
  );
}

function addressDescription(isFixed: boolean, mayEdit: boolean): string {
  if (isFixed) return "It stays as it is: the product was published, so links may lead there.";
  return mayEdit
    ? "Follows the title until you change it here. It is fixed once the product is published."
    : "It is fixed once the product is published.";
}
