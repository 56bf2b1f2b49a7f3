import { Button, TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import classes from "../../ui/field-table.module.css";
import type { TaxForm } from "./use-tax-form.ts";

/** A column of a table of fields; `key` is the field's name in its row. */
export interface FieldColumn extends Pick<TextInputProps, "placeholder" | "list" | "type" | "inputMode"> {
  key: string;
  label: string;
  /** The name under which the server and the schema report what is wrong, if it is not `key`. */
  errorKey?: string;
}

/**
 * Rows of text fields under `path` of the form, each of which can be removed. On a phone a row is one line that opens to its fields;
 * new rows and those with an error are open.
 */
export function RowsTable<Row extends object>({
  form,
  path,
  row,
  summaryOf,
  columns,
  mayEdit,
}: {
  form: TaxForm;
  path: "registrations" | "rates";
  /** What a row is, for labels. */
  row: string;
  /** Names a row on a phone; empty: it is new. */
  summaryOf: (row: Row) => string;
  columns: readonly FieldColumn[];
  mayEdit: boolean;
}) {
  const rows = form.values[path] as readonly object[] as readonly Row[];
  const [isOpen, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (place: number) =>
    setOpen(
      (before) =>
        new Set(before.has(place) ? [...before].filter((each) => each !== place) : [...before, place]),
    );
  /** Rows behind it move up. */
  const remove = (place: number) => {
    setOpen(
      (before) =>
        new Set([...before].filter((each) => each !== place).map((each) => (each > place ? each - 1 : each))),
    );
    form.removeListItem(path, place);
  };
  if (rows.length === 0) return null;
  return (
    <table className={classes.rows} aria-label={`${row}s`}>
      <thead>
        <tr>
          <th className={classes.summary} aria-label={row} />
          {columns.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          {mayEdit && <th scope="col" aria-label="Remove" />}
        </tr>
      </thead>
      <tbody>
        {rows.map((values, place) => {
          const summary = summaryOf(values);
          const hasError = Object.keys(form.errors).some((name) => name.startsWith(`${path}.${place}.`));
          const isShown = isOpen.has(place) || hasError || summary === "";
          return (
            <tr key={place} data-closed={!isShown || undefined}>
              <td className={classes.summary}>
                <button type="button" aria-expanded={isShown} onClick={() => toggle(place)}>
                  {summary || `New ${row.toLowerCase()}`}
                </button>
              </td>
              {columns.map(({ key, label, errorKey = key, ...props }) => (
                <td key={key} data-label={label}>
                  <TextInput
                    size="xs"
                    readOnly={!mayEdit}
                    aria-label={`${label} of ${row.toLowerCase()} ${place + 1}`}
                    {...props}
                    {...form.getInputProps(`${path}.${place}.${key}`)}
                    error={form.errors[`${path}.${place}.${errorKey}`]}
                  />
                </td>
              ))}
              {mayEdit && (
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Remove ${row.toLowerCase()} ${place + 1}`}
                    onClick={() => remove(place)}
                  >
                    Remove
                  </Button>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
