import { fulfilmentStates, orderPaymentStates, orderStates, paymentRisks } from "@dualtrack/contract";
import { Button, Checkbox, NativeSelect, Skeleton, Stack, Text } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { riskBadges } from "../../dispute-badges.ts";
import { bankFilterLabel, fulfilmentBadges, paymentBadges, stateBadges } from "../../order-badges.ts";
import { readOneOf } from "../../search-params.ts";
import { AmountFilter } from "./amount-filter.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import classes from "./filters.module.css";
import { type ChangeSearch, type OrderSearch, sorts } from "./order-search.ts";

const DateFilter = lazy(() => import("./date-filter.tsx"));

const sortLabels = {
  newest: "Newest first",
  oldest: "Oldest first",
  highest: "Highest total",
  lowest: "Lowest total",
};

/** The list's filters and its sorting. Each change is written to the address. */
export function OrderFilters({
  search,
  onChange,
  children,
}: {
  search: OrderSearch;
  onChange: ChangeSearch;
  children?: ReactNode;
}) {
  return (
    <fieldset className={classes.filters} aria-label="Filters">
      <FilterMenu label="State" count={search.state?.length ?? 0}>
        <Choices
          options={orderStates}
          badges={stateBadges}
          chosen={search.state}
          onChange={(state) => onChange({ state })}
        />
      </FilterMenu>
      <FilterMenu label="Payment" count={search.payment?.length ?? 0}>
        <Choices
          options={orderPaymentStates}
          badges={paymentBadges}
          chosen={search.payment}
          onChange={(payment) => onChange({ payment })}
        />
      </FilterMenu>
      <FilterMenu label="Fulfilment" count={search.fulfilment?.length ?? 0}>
        <Choices
          options={fulfilmentStates}
          badges={fulfilmentBadges}
          chosen={search.fulfilment}
          onChange={(fulfilment) => onChange({ fulfilment })}
        />
      </FilterMenu>
      <FilterMenu label="Risk" count={search.risk?.length ?? 0}>
        <Choices
          options={paymentRisks}
          badges={riskBadges}
          chosen={search.risk}
          onChange={(risk) => onChange({ risk })}
        />
      </FilterMenu>
      <FilterMenu label="Date" count={[search.from, search.to].filter(Boolean).length}>
        <Suspense fallback={<Skeleton width={240} height={230} />}>
          <DateFilter days="past" from={search.from} to={search.to} onChange={onChange} />
        </Suspense>
      </FilterMenu>
      <FilterMenu label="Booked" count={[search.bookedFrom, search.bookedTo].filter(Boolean).length}>
        <Suspense fallback={<Skeleton width={240} height={230} />}>
          <DateFilter
            days="all"
            from={search.bookedFrom}
            to={search.bookedTo}
            onChange={({ from, to }) => onChange({ bookedFrom: from, bookedTo: to })}
          />
          <Text size="sm" c="dimmed">
            Cancelled bookings are left out.
          </Text>
        </Suspense>
      </FilterMenu>
      <FilterMenu label="Amount" count={[search.min, search.max].filter(Boolean).length}>
        <Stack gap="xs">
          <AmountFilter label="At least" value={search.min} onChange={(min) => onChange({ min })} />
          <AmountFilter label="At most" value={search.max} onChange={(max) => onChange({ max })} />
        </Stack>
      </FilterMenu>
      <Flag
        label="Needs attention"
        value={search.attention}
        onChange={(attention) => onChange({ attention })}
      />
      <Flag label={bankFilterLabel} value={search.bank} onChange={(bank) => onChange({ bank })} />
      <Flag
        label="Provisional"
        value={search.provisional}
        onChange={(provisional) => onChange({ provisional })}
      />
      {children}
      <NativeSelect
        size="xs"
        aria-label="Sort"
        className={classes.sort}
        data={sorts.map((value) => ({ value, label: sortLabels[value] }))}
        value={search.sort ?? "newest"}
        onChange={(event) => onChange({ sort: readOneOf(event.currentTarget.value, sorts) })}
      />
    </fieldset>
  );
}

function Choices<Option extends string>(props: {
  options: readonly Option[];
  badges: Record<Option, { label: string }>;
  chosen: Option[] | undefined;
  onChange: (chosen: Option[]) => void;
}) {
  const { options, badges, chosen = [], onChange } = props;
  return (
    <Stack gap={6}>
      {options.map((option) => (
        <Checkbox
          key={option}
          size="xs"
          label={badges[option].label}
          checked={chosen.includes(option)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...chosen, option] : chosen.filter((other) => other !== option),
            )
          }
        />
      ))}
    </Stack>
  );
}

function Flag(props: {
  label: string;
  value: true | undefined;
  onChange: (value: true | undefined) => void;
}) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      className={classes.menu}
      aria-pressed={props.value ?? false}
      data-active={props.value}
      onClick={() => props.onChange(props.value ? undefined : true)}
    >
      {props.label}
    </Button>
  );
}
