import { isShipped, type MissingPart, type ProductKind, priceCurrencies } from "@dualtrack/contract";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { countryChoices } from "../../country-choices.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./editor.module.css";
import { fieldId, priceKey } from "./product-fields.ts";
import type { Editor } from "./use-editor.ts";
import type { VariantAction } from "./variant-dialog.tsx";
import { countriesId, VariantRow } from "./variant-row.tsx";

export interface VariantQuestion {
  action: VariantAction;
  variantId: string;
}

/** What is sold: each variant with its price in the shop's currency first. */
export function VariantsSection({
  editor,
  onAsk,
  onPicture,
}: {
  editor: Editor;
  onAsk: (asked: VariantQuestion) => void;
  onPicture: (variantId: string) => void;
}) {
  const { draft, mayEdit } = editor;
  const { base, values, variantIds } = draft;
  const [added, setAdded] = useState<string[]>([]);
  const currencies = shownCurrencies(base.shopCurrency, values, added);
  const others = priceCurrencies.filter((currency) => !currencies.includes(currency));
  const archived = base.variants.filter(({ id, isArchived }) => isArchived && !variantIds.includes(id));
  const problem = editor.errorOf("variants");

  function add() {
    const id = draft.addVariant();
    setTimeout(() => document.getElementById(fieldId(`${id}.title`))?.focus());
  }
  return (
    <Section
      title="Variants and prices"
      id="variants"
      aside={
        mayEdit &&
        others.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label="Add prices in another currency"
            value=""
            data={[
              { value: "", label: "Add a currency" },
              ...others.map((value) => ({ value, label: value.toUpperCase() })),
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (value !== "") setAdded((before) => [...before, value]);
            }}
          />
        )
      }
    >
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {variantIds.length === 0 ? (
        <p className={classes.dim}>
          There is nothing to sell yet. A product needs at least one variant, also when there is nothing to
          choose.
        </p>
      ) : (
        <div className={classes.sideways}>
          <table className={classes.variants} aria-label="Variants">
            <thead>
              <tr>
                <th scope="col">Picture</th>
                <th scope="col">Title</th>
                <th scope="col">SKU</th>
                {currencies.map((currency) => (
                  <th key={currency} scope="col" className={classes.price}>
                    Price in {currency.toUpperCase()}
                  </th>
                ))}
                {isShipped(base.kind) ? (
                  <>
                    <th scope="col">Weight (g)</th>
                    <th scope="col">Size (mm)</th>
                    <th scope="col">HS code</th>
                    <th scope="col">Made in</th>
                  </>
                ) : base.kind === "service" ? null : (
                  <th scope="col">Limited</th>
                )}
                <th scope="col">Stock</th>
                {mayEdit && <th scope="col">Order</th>}
                {mayEdit && <th scope="col">Remove</th>}
              </tr>
            </thead>
            <tbody>
              {variantIds.map((id, place) => (
                <VariantRow
                  key={id}
                  id={id}
                  place={place}
                  currencies={currencies}
                  editor={editor}
                  onAsk={(action) => onAsk({ action, variantId: id })}
                  onPicture={() => onPicture(id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isShipped(base.kind) && (
        <datalist id={countriesId}>
          {countryChoices.map(({ value, label }) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      )}
      {variantIds.length > 0 && <p className={classes.dim}>{variantsHints[base.kind]}</p>}
      {mayEdit && (
        <Button id={fieldId("variants")} size="xs" variant="default" mt="sm" onClick={add}>
          Add a variant
        </Button>
      )}
      {archived.length > 0 && (
        <>
          <h3 className={classes.subhead}>Archived: not offered, kept for their orders and stock</h3>
          <ul className={classes.archived}>
            {archived.map(({ id, title, sku }) => (
              <li key={id}>
                <span>
                  {title || sku} {title !== "" && <span className={classes.sku}>{sku}</span>}
                </span>
                {mayEdit && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Restore ${title || sku}`}
                    onClick={() => onAsk({ action: "restore", variantId: id })}
                  >
                    Restore
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

const variantsHints: Record<ProductKind, string> = {
  physical:
    "Weight and size of one unit, packed. Without a weight it counts as 0 g where shipping depends on weight. HS code and the country in which it was made are for customs: no label abroad is bought without the country, and some carriers want the code.",
  digital: "A limited variant is sold as long as it has stock, others without a limit.",
  service: "How long each takes is set under Booking.",
};

function shownCurrencies(first: string, values: Record<string, string>, added: string[]): string[] {
  const used = new Set(Object.keys(values).flatMap((key) => /\.price\.(\w+)$/.exec(key)?.[1] ?? []));
  const known: readonly string[] = priceCurrencies;
  return [...new Set([first, ...known.filter((currency) => used.has(currency)), ...added])];
}

/** The field in which a missing part is to be filled in. */
export function fieldOfMissing(missing: MissingPart, editor: Editor): string {
  const { values, variantIds } = editor.draft;
  switch (missing.part) {
    case "description":
      return "description";
    case "option_name":
      return "optionName";
    case "variants":
      return "variants";
    case "resources":
    case "duration":
      return "booking";
    case "file":
      return "files";
  }
  const id = variantIds.find((each) =>
    [values[`${each}.title`], values[`${each}.sku`]].includes(missing.variant),
  );
  if (id === undefined) return "variants";
  return missing.part === "price" ? priceKey(id, missing.currency) : `${id}.title`;
}
