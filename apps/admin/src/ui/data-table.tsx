import { Skeleton, Table } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";
import { RowGap } from "./row-gap.tsx";
import type { RowNavigation } from "./use-row-navigation.ts";
import { useRowWindow } from "./use-row-window.ts";

export interface Column<Row> {
  label: string;
  cell(row: Row): ReactNode;
  /** Right-aligned, in figures of one width. */
  isNumber?: boolean;
  /** CSS width on a wide screen; columns without one share the rest. */
  width?: number;
  /** Names the row: on a phone it stands first, without its label. */
  isMain?: boolean;
}

/** A table. `name` is its label for screen readers; null rows are still loading. */
export function DataTable<Row>({
  name,
  columns,
  rows,
  keyOf,
  isStale = false,
  placeholders = 8,
  isFaded,
  navigation,
}: {
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | null;
  keyOf: (row: Row) => string;
  /** The rows are those of the choice before. */
  isStale?: boolean;
  /** How many placeholder rows to show while loading. */
  placeholders?: number;
  /** Rows that stay in place although they are no longer current. */
  isFaded?: (row: Row) => boolean;
  /** Lets `j`, `k` and Enter move through the rows and open one. */
  navigation?: RowNavigation;
}) {
  const {
    list,
    rows: drawn,
    measured,
  } = useRowWindow<HTMLTableSectionElement>({
    count: rows?.length ?? 0,
    rowHeight: 33,
    current: navigation?.current ?? -1,
  });
  return (
    <Table
      stickyHeader
      aria-rowcount={rows === null ? -1 : rows.length + 1}
      horizontalSpacing={10}
      aria-label={name}
      aria-busy={rows === null || isStale}
      className={isStale ? `${classes.table} ${classes.stale}` : (classes.table ?? "")}
    >
      <Table.Thead>
        <Table.Tr aria-rowindex={1}>
          {columns.map(({ label, isNumber, width }) => (
            <Table.Th key={label} scope="col" className={classOf(isNumber)} w={width}>
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody ref={list}>
        {rows === null &&
          Array.from({ length: placeholders }, (_, row) => `row ${row}`).map((key) => (
            <Table.Tr key={key}>
              {columns.map(({ label, isNumber }) => (
                <Table.Td key={label} className={classOf(isNumber)}>
                  <Skeleton height={10} width={72} my={5} display="inline-block" />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        {drawn.map((place) => {
          if ("gap" in place) return <RowGap key={place.key} height={place.gap} />;
          const { index } = place;
          const row = rows?.[index];
          if (row === undefined) return null;
          return (
            <Table.Tr
              key={keyOf(row)}
              className={classes.row ?? ""}
              data-faded={isFaded?.(row) || undefined}
              aria-rowindex={index + 2}
              {...measured(index)}
              {...navigation?.rowProps(index)}
            >
              {columns.map(({ label, isNumber, isMain, cell }) => (
                <Table.Td
                  key={label}
                  className={classOf(isNumber)}
                  data-label={label}
                  data-main={isMain || undefined}
                >
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function classOf(isNumber: boolean | undefined): string {
  return isNumber ? (classes.number ?? "") : "";
}
