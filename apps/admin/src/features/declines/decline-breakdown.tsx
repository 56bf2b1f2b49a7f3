import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { addressName, many, methodName } from "../../decline-source-texts.ts";
import { declineText } from "../../decline-texts.ts";
import type { DeclineFigures } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import type { DeclineSearch } from "./decline-search.ts";
import classes from "./declines.module.css";

/** Refused attempts by reason, by address and by card; a press on one shows its rows. */
export function DeclineBreakdown({
  figures,
  onChoose,
}: {
  figures: DeclineFigures;
  onChoose: (part: DeclineSearch) => void;
}) {
  const { reasons, addresses, cards, failures } = figures;
  return (
    <div className={classes.breakdown}>
      <Section title="By reason">
        <ul className={classes.bars}>
          {reasons.map(({ reason, tries, payments }) => (
            <Bar
              key={reason}
              label={declineText(reason)}
              sub={`${reason}, ${many(payments, "payment", "payments")}`}
              tries={tries}
              share={tries / failures}
              onPress={() => onChoose({ reason })}
            />
          ))}
        </ul>
      </Section>
      <Section title="By address">
        <ul className={classes.bars}>
          {addresses.map(({ value, tries, cards: itsCards, orders }) => (
            <Bar
              key={value}
              label={addressName(value)}
              sub={`${many(itsCards, "card", "cards")}, ${orders === 0 ? "no order" : many(orders, "order", "orders")}`}
              tries={tries}
              share={tries / failures}
              onPress={() => onChoose({ address: value })}
            />
          ))}
          {addresses.length === 0 && <Nothing>No address is known of these.</Nothing>}
        </ul>
      </Section>
      <Section title="By card or account">
        <ul className={classes.bars}>
          {cards.map(({ value, tries, addresses: itsAddresses, orders, ...card }) => (
            <Bar
              key={value}
              label={methodName(card)}
              sub={`from ${many(itsAddresses, "address", "addresses")}, ${orders === 0 ? "no order" : many(orders, "order", "orders")}`}
              tries={tries}
              share={tries / failures}
              onPress={() => onChoose({ card: value })}
            />
          ))}
          {cards.length === 0 && <Nothing>No card or account is known of these.</Nothing>}
        </ul>
      </Section>
    </div>
  );
}

function Bar({
  label,
  sub,
  tries,
  share,
  onPress,
}: {
  label: string;
  sub: string;
  tries: number;
  share: number;
  onPress: () => void;
}) {
  return (
    <li>
      <UnstyledButton className={classes.bar} onClick={onPress}>
        <span className={classes.barLabel}>{label}</span>
        <span className={classes.barCount}>{tries.toLocaleString("en-IE")}</span>
        <span className={classes.track} aria-hidden="true">
          <span style={{ width: `${Math.max(1, share * 100)}%` }} />
        </span>
        <span className={classes.sub}>{sub}</span>
      </UnstyledButton>
    </li>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <li className={classes.dim}>{children}</li>;
}
