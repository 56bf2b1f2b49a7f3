import { Button, TextInput, type TextInputProps } from "@mantine/core";
import classes from "../../ui/field-table.module.css";
import type { TaxForm } from "./use-tax-form.ts";

/** A column of a table of fields; `key` is the field's name in its row. */
export interface FieldColumn extends Pick<TextInputProps, "placeholder" | "list" | "type" | "inputMode"> {
  key: string;
  label: string;
  /** The name under which the server and the schema report what is wrong, if it is not `key`. */
  errorKey?: string;
}

/** Rows of text fields under `path` of the form, each of which can be removed. */
export function RowsTable({
  form,
  path,
  row,
  columns,
  mayEdit,
}: {
  form: TaxForm;
  path: "registrations" | "rates";
  /** What a row is, for labels. */
  row: string;
  columns: readonly FieldColumn[];
  mayEdit: boolean;
}) {
  const rows: readonly object[] = form.values[path];
  if (rows.length === 0) return null;
  return (
    <table className={classes.rows} aria-label={`${row}s`}>
      <thead>
        <tr>
          {columns.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          {mayEdit && <th scope="col" aria-label="Remove" />}
        </tr>
      </thead>
      <tbody>
        {rows.map((_, place) => (
          <tr key={place}>
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
                  onClick={() => form.removeListItem(path, place)}
                >
                  Remove
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
