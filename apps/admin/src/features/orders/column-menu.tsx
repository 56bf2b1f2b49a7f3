import { Button, Checkbox, Stack } from "@mantine/core";
import { type ColumnId, columnIds, columnOf, usualColumns } from "./columns.tsx";
import { FilterMenu } from "./filter-menu.tsx";

/** The booked times come with the filter for their days. */
const isChosen = (id: ColumnId) => id !== "booked";

/** The choice of columns beside each order's number. */
export function ColumnMenu({
  columns,
  onChange,
}: {
  columns: readonly ColumnId[];
  onChange: (columns: readonly ColumnId[]) => void;
}) {
  const isUsual = columns.join() === usualColumns.join();
  return (
    <FilterMenu label="Columns" count={0}>
      <Stack gap={6}>
        {columnIds.filter(isChosen).map((id) => (
          <Checkbox
            key={id}
            size="xs"
            label={columnOf(id).label}
            checked={columns.includes(id)}
            onChange={(event) => {
              const isShown = event.currentTarget.checked;
              onChange(columnIds.filter((other) => (other === id ? isShown : columns.includes(other))));
            }}
          />
        ))}
        {!isUsual && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(usualColumns)}>
            As usual
          </Button>
        )}
      </Stack>
    </FilterMenu>
  );
}
