import { MultiSelect } from "@mantine/core";
import { trpc } from "../../server/trpc.ts";
import classes from "./editor.module.css";
import { categoriesOf, categoriesText, fieldId } from "./product-fields.ts";
import type { Editor } from "./use-editor.ts";

/** Where customers find the product, beside the whole catalog. */
export function CategoriesField({ editor: { draft, errorOf, mayEdit } }: { editor: Editor }) {
  const list = trpc.categories.list.useQuery();
  const chosen = categoriesOf(draft.values.categories);
  const known = new Map([
    // One that was deleted since is in no list, and is still to be seen and removed.
    ...chosen.map(({ id, name }) => [id, list.data ? `${name} (deleted)` : name] as const),
    ...(list.data?.categories ?? []).map(({ id, name }) => [id, name] as const),
  ]);
  return (
    <MultiSelect
      id={fieldId("categories")}
      label="Categories"
      description="Customers find it in each of them."
      placeholder={chosen.length === 0 ? "None" : ""}
      className={classes.whole ?? ""}
      searchable
      nothingFoundMessage="No category has this in its name"
      readOnly={!mayEdit}
      error={errorOf("categories")}
      data={[...known].map(([value, label]) => ({ value, label }))}
      limit={50}
      value={chosen.map(({ id }) => id)}
      onChange={(ids) =>
        draft.set("categories", categoriesText(ids.map((id) => ({ id, name: known.get(id) ?? id }))))
      }
    />
  );
}
