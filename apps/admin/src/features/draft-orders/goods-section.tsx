import { draftOrderLimits, formatMoney } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { useSettings } from "../../server/settings.ts";
import { trpc } from "../../server/trpc.ts";
import { shopSpan, shopTime } from "../../shop-time.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./draft-orders.module.css";
import { type DraftValues, unitsOf } from "./draft-values.ts";
import { SearchPicker } from "./search-picker.tsx";
import { TimeDialog } from "./time-dialog.tsx";
import type { DraftForm } from "./use-draft-form.ts";
import type { DraftPrice } from "./use-draft-price.ts";
import { useSearch } from "./use-search.ts";

type Line = DraftValues["draft"]["lines"][number];

/** What a time is chosen for: a line that is there, or a new one. */
interface TimeFor {
  variantId: string;
  title: string;
  /** Null: it is no line yet. */
  place: number | null;
}

/** What is ordered, with what is free of each. */
export function GoodsSection({
  form,
  draftOrderId,
  price,
  titles,
  onPicked,
}: {
  form: DraftForm;
  /** Undefined: it does not exist yet. */
  draftOrderId: string | undefined;
  price: DraftPrice | undefined;
  /** Of what was just picked, by variant, until the price is there. */
  titles: ReadonlyMap<string, string>;
  onPicked: (variantId: string, title: string) => void;
}) {
  const { currencies } = useSettings();
  const search = useSearch();
  const found = trpc.draftOrders.findVariants.useQuery({ q: search.q }, { enabled: search.q !== "" });
  const { lines, currency } = form.values.draft;
  const [timeFor, setTimeFor] = useState<TimeFor | null>(null);
  const titleOf = ({ variantId, startsAt }: Line) =>
    price?.lines.find((each) => each.variantId === variantId && each.startsAt === startsAt)?.title ??
    titles.get(variantId) ??
    "…";
  return (
    <Section title="Items" id="items">
      <div className={classes.fields}>
        <SearchPicker
          label="Add an item"
          placeholder="Title, artist or SKU"
          found={search.q === "" ? undefined : found.data}
          isSearching={search.isTyping || found.isFetching}
          problem={found.error && errorMessage(found.error)}
          keyOf={({ variantId }) => variantId}
          onSearch={search.onSearch}
          onPick={({ variantId, title, isBooked }) => {
            onPicked(variantId, title);
            if (isBooked) {
              setTimeFor({ variantId, title, place: null });
              return;
            }
            const place = lines.findIndex((line) => line.variantId === variantId && line.startsAt === null);
            if (place === -1)
              form.insertListItem("draft.lines", { variantId, startsAt: null, quantity: "1" });
            else
              form.setFieldValue(
                `draft.lines.${place}.quantity`,
                String((unitsOf(lines[place]?.quantity ?? "") ?? 0) + 1),
              );
          }}
        >
          {({ title, artist, sku, isBooked, free }) => (
            <span className={classes.item}>
              <span>
                {title}
                <span className={classes.sub}>
                  {artist}, {sku}
                </span>
              </span>
              <span>{isBooked ? "by time" : free !== null && `${free} free`}</span>
            </span>
          )}
        </SearchPicker>
        {form.errors["draft.lines"] && <p className={classes.problem}>{form.errors["draft.lines"]}</p>}
        {lines.length === 0 ? (
          <p className={classes.hint}>Nothing yet. At most {draftOrderLimits.lines} different items.</p>
        ) : (
          <table className={classes.goods}>
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">Units</th>
                <th scope="col" className={classes.number}>
                  Price
                </th>
                <th scope="col">
                  <span hidden>Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, place) => (
                <GoodsLine
                  key={`${line.variantId} ${line.startsAt}`}
                  {...{ form, line, place }}
                  priced={price?.lines.find(
                    (each) => each.variantId === line.variantId && each.startsAt === line.startsAt,
                  )}
                  name={titleOf(line)}
                  onTime={() => setTimeFor({ variantId: line.variantId, title: titleOf(line), place })}
                />
              ))}
            </tbody>
          </table>
        )}
        {currencies.length > 1 && (
          <NativeSelect
            label="Currency"
            data={currencies.map((value) => ({ value, label: value.toUpperCase() }))}
            maw={180}
            {...form.getInputProps("draft.currency")}
            value={currency}
          />
        )}
        {timeFor !== null && (
          <TimeDialog
            {...{ draftOrderId, title: timeFor.title, variantId: timeFor.variantId }}
            quantity={timeFor.place === null ? 1 : (unitsOf(lines[timeFor.place]?.quantity ?? "") ?? 1)}
            chosen={timeFor.place === null ? null : (lines[timeFor.place]?.startsAt ?? null)}
            taken={lines
              .filter(({ variantId }, place) => variantId === timeFor.variantId && place !== timeFor.place)
              .map(({ startsAt }) => startsAt)}
            onChoose={(startsAt) => {
              if (timeFor.place === null)
                form.insertListItem("draft.lines", { variantId: timeFor.variantId, startsAt, quantity: "1" });
              else form.setFieldValue(`draft.lines.${timeFor.place}.startsAt`, startsAt);
              setTimeFor(null);
            }}
            onClose={() => setTimeFor(null)}
          />
        )}
      </div>
    </Section>
  );
}

function GoodsLine({
  form,
  line,
  place,
  priced,
  name,
  onTime,
}: {
  form: DraftForm;
  line: Line;
  place: number;
  priced: DraftPrice["lines"][number] | undefined;
  name: string;
  /** Asks for another time. */
  onTime: () => void;
}) {
  const { timeZone } = useSettings();
  const wanted = unitsOf(line.quantity);
  return (
    <tr>
      <td>
        {name}
        {priced && <span className={classes.sub}>{lineHint(priced)}</span>}
        {line.startsAt !== null && (
          <span className={classes.time}>
            {priced?.endsAt != null
              ? shopSpan(line.startsAt, priced.endsAt, timeZone)
              : shopTime(line.startsAt, timeZone)}
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Change the time of ${name}`}
              onClick={onTime}
            >
              Change
            </Button>
          </span>
        )}
        {priced?.unitPrice === null && <p className={classes.problem}>Not on sale: it can't be sent.</p>}
        {priced?.free != null && priced.unitPrice !== null && wanted !== null && wanted > priced.free && (
          <p className={classes.problem}>{shortText(line, priced.free)}</p>
        )}
      </td>
      <td>
        <TextInput
          aria-label={`${line.startsAt === null ? "Units" : "Places"} of ${name}`}
          size="xs"
          className={classes.quantity ?? ""}
          inputMode="numeric"
          {...form.getInputProps(`draft.lines.${place}.quantity`)}
        />
      </td>
      <td className={classes.number}>
        {priced?.unitPrice && wanted !== null
          ? formatMoney({ ...priced.unitPrice, amount: priced.unitPrice.amount * wanted })
          : "–"}
      </td>
      <td className={classes.number}>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Remove ${name}`}
          onClick={() => form.removeListItem("draft.lines", place)}
        >
          Remove
        </Button>
      </td>
    </tr>
  );
}

function lineHint({ sku, startsAt, unitPrice, free }: DraftPrice["lines"][number]): string {
  const each = unitPrice === null ? [] : [`${formatMoney(unitPrice)} each`];
  return [sku, ...each, ...(free === null || (startsAt !== null && free <= 1) ? [] : [`${free} free`])].join(
    ", ",
  );
}

/** Why a line can't be had as it is. */
function shortText({ startsAt }: Line, free: number): string {
  if (free > 0) return `Only ${free} free.`;
  return startsAt === null
    ? "Nothing is free."
    : "This time is gone: it is booked, blocked or over. Choose another one.";
}
