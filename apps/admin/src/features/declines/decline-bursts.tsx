import { Button } from "@mantine/core";
import { addressName, burstText, methodName, outcomeText } from "../../decline-source-texts.ts";
import { clockTime, exactTime } from "../../messages.ts";
import type { DeclineFigures, DeclineSource } from "../../server/trpc.ts";
import { useNow } from "../../ui/use-now.ts";
import type { DeclineSearch } from "./decline-search.ts";
import classes from "./declines.module.css";

/** Addresses that try many cards, and cards that are tried many times, in a sentence each. */
export function DeclineBursts({
  figures,
  onChoose,
}: {
  figures: DeclineFigures;
  onChoose: (part: DeclineSearch) => void;
}) {
  const now = useNow();
  const bursts = [
    ...figures.addresses.filter(({ isBurst }) => isBurst).map((source) => burstOf("address", source)),
    ...figures.cards.filter(({ isBurst }) => isBurst).map((source) => burstOf("card", source)),
  ];
  if (bursts.length === 0) return null;
  return (
    <section className={classes.bursts} aria-label="Probably card testing">
      <h2 className={classes.burstsTitle}>Somebody is probably testing cards</h2>
      <ul>
        {bursts.map(({ key, summary, outcome, endsAt, search }) => (
          <li key={key}>
            <span>
              <strong>{summary}</strong>{" "}
              <span className={classes.dim}>
                until{" "}
                <time dateTime={endsAt} title={exactTime(endsAt)}>
                  {clockTime(endsAt, now)}
                </time>
                .
              </span>{" "}
              {outcome}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => onChoose(search)}>
              Show these
            </Button>
          </li>
        ))}
      </ul>
      <p className={classes.dim}>
        Nothing was charged for a declined attempt. If it goes on, block the address or the card in Stripe’s
        Radar.
      </p>
    </section>
  );
}

function burstOf(kind: "address" | "card", source: DeclineSource) {
  const { value, busiestHour, orders } = source;
  const name = kind === "address" ? addressName(value) : methodName(source);
  return {
    key: `${kind} ${value}`,
    summary: `${burstText(kind, busiestHour)}: ${name}`,
    outcome: outcomeText(orders),
    endsAt: busiestHour.endsAt,
    search: kind === "address" ? { address: value } : { card: value },
  };
}
