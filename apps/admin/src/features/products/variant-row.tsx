import { isShipped } from "@dualtrack/contract";
import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { amountText, parseAmount } from "../../parse-amount.ts";
import classes from "./editor.module.css";
import {
  hsCodeKey,
  limited,
  limitKey,
  originKey,
  pictureKey,
  priceKey,
  sizeKey,
  variantName,
  weightKey,
} from "./product-fields.ts";
import type { Editor } from "./use-editor.ts";
import type { VariantAction } from "./variant-dialog.tsx";
import { VariantPicture } from "./variant-picture.tsx";

/** The list that proposes countries in the fields of all variants. */
export const countriesId = "product-countries";

/** One variant: arrow keys lead to the same field of the next one, Alt and an arrow move the variant itself. */
export function VariantRow({
  id,
  place,
  currencies,
  editor,
  onAsk,
  onPicture,
}: {
  id: string;
  place: number;
  currencies: readonly string[];
  editor: Editor;
  onAsk: (action: VariantAction) => void;
  onPicture: () => void;
}) {
  const { draft, field, mayEdit } = editor;
  const saved = draft.base.variants.find((variant) => variant.id === id);
  const name = variantName(id, draft.values);
  const ships = isShipped(draft.base.kind);
  const isLimited = draft.values[limitKey(id)] === limited;

  function navigation(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step === 0 || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const { id: focused } = event.target;
    if (event.altKey && mayEdit) {
      draft.moveVariant(id, step);
      setTimeout(() => document.getElementById(focused)?.focus());
    } else {
      const other = draft.variantIds[place + step];
      if (other !== undefined) document.getElementById(focused.replace(id, other))?.focus();
    }
  }
  return (
    <tr onKeyDown={navigation}>
      <td data-label="Picture">
        <VariantPicture
          name={name}
          chosen={draft.values[pictureKey(id)] ?? ""}
          pictures={draft.base.pictures}
          onPress={mayEdit ? onPicture : null}
        />
      </td>
      <td data-label="Title">
        <TextInput size="xs" aria-label={`Title of ${name}`} {...field(`${id}.title`, 80)} />
      </td>
      <td data-label="SKU">
        <TextInput
          size="xs"
          aria-label={`SKU of ${name}`}
          spellCheck={false}
          classNames={{ input: classes.skuInput ?? "" }}
          {...field(`${id}.sku`, 60)}
        />
      </td>
      {currencies.map((currency) => {
        const key = priceKey(id, currency);
        return (
          <td key={currency} data-label={`Price in ${currency.toUpperCase()}`} className={classes.price}>
            <TextInput
              size="xs"
              aria-label={`Price of ${name} in ${currency.toUpperCase()}`}
              inputMode="decimal"
              placeholder="none"
              classNames={{ input: classes.amount ?? "" }}
              {...field(key, 16)}
              onBlur={() => {
                const amount = parseAmount(draft.values[key] ?? "", currency).amount;
                if (mayEdit && amount !== null) draft.set(key, amountText(amount, currency));
              }}
            />
          </td>
        );
      })}
      {ships ? (
        <>
          <td data-label="Weight (g)" className={classes.weight}>
            <TextInput
              size="xs"
              aria-label={`Weight of ${name} in g`}
              inputMode="numeric"
              placeholder="none"
              classNames={{ input: classes.amount ?? "" }}
              {...field(weightKey(id), 9)}
            />
          </td>
          <td data-label="Size (mm)" className={classes.size}>
            <TextInput
              size="xs"
              aria-label={`Size of ${name} in mm`}
              placeholder="L × W × H"
              {...field(sizeKey(id), 30)}
            />
          </td>
          <td data-label="HS code" className={classes.hsCode}>
            <TextInput
              size="xs"
              aria-label={`HS code of ${name}`}
              inputMode="decimal"
              placeholder="none"
              {...field(hsCodeKey(id), 20)}
            />
          </td>
          <td data-label="Made in" className={classes.origin}>
            <TextInput
              size="xs"
              aria-label={`Country in which ${name} was made`}
              placeholder="none"
              list={countriesId}
              {...field(originKey(id), 2)}
            />
          </td>
        </>
      ) : draft.base.kind === "service" ? null : (
        <td data-label="Limited">
          <Checkbox
            aria-label={`${name} is limited by stock`}
            checked={isLimited}
            disabled={!mayEdit}
            onChange={({ currentTarget: { checked } }) => draft.set(limitKey(id), checked ? limited : "")}
          />
        </td>
      )}
      <td data-label="Stock">
        {!ships && !isLimited ? (
          <span className={classes.dim}>{draft.base.kind === "service" ? "by its time" : "unlimited"}</span>
        ) : saved === undefined ? (
          <span className={classes.dim}>after saving</span>
        ) : (
          <Link
            to="/stock/$variantId"
            params={{ variantId: id }}
            className={classes.link}
            title={`${saved.stock.onHand} on hand, ${saved.stock.held} held, ${saved.stock.free} free. See the stock`}
          >
            {saved.stock.free} free of {saved.stock.onHand}
          </Link>
        )}
        {saved !== undefined && saved.stock.held > 0 && (
          <span className={classes.sub}>{saved.stock.held} held</span>
        )}
      </td>
      {mayEdit && (
        <td data-label="Order">
          <span className={classes.moves}>
            {([-1, 1] as const).map((step) => (
              <ActionIcon
                key={step}
                size="sm"
                variant="default"
                aria-label={`Move ${name} ${step === -1 ? "up" : "down"}`}
                aria-disabled={draft.variantIds[place + step] === undefined || undefined}
                data-disabled={draft.variantIds[place + step] === undefined || undefined}
                onClick={() => draft.moveVariant(id, step)}
              >
                {step === -1 ? "↑" : "↓"}
              </ActionIcon>
            ))}
          </span>
        </td>
      )}
      {mayEdit && (
        <td data-label="Remove">
          <Removal
            name={name}
            action={saved === undefined ? "drop" : saved.canBeDeleted ? "delete" : "archive"}
            onDrop={() => draft.dropVariant(id)}
            onAsk={onAsk}
          />
        </td>
      )}
    </tr>
  );
}

const removalLabels = { drop: "Remove", delete: "Delete", archive: "Archive" };

/** What was never sold nor in stock can be deleted; anything else is archived. */
function Removal({
  name,
  action,
  onDrop,
  onAsk,
}: {
  name: string;
  action: "drop" | "delete" | "archive";
  onDrop: () => void;
  onAsk: (action: VariantAction) => void;
}) {
  return (
    <span className={classes.moves}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${removalLabels[action]} ${name}`}
        onClick={() => (action === "drop" ? onDrop() : onAsk(action))}
      >
        {removalLabels[action]}
      </Button>
      {action === "delete" && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Archive ${name}`}
          onClick={() => onAsk("archive")}
        >
          Archive
        </Button>
      )}
    </span>
  );
}
