import type { Coded, RateFeedProblem } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { type StaffCurrencies, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { useNow } from "../../ui/use-now.ts";
import classes from "./currencies.module.css";

/** When the feed last gave rates, what went wrong since, and a button that requests it now. Nothing if no currency follows it. */
export function FeedSection({ settings, mayEdit }: { settings: StaffCurrencies; mayEdit: boolean }) {
  const now = useNow();
  const [outcome, setOutcome] = useState<string | null>(null);
  const utils = trpc.useUtils();
  const update = trpc.currencies.updateRates.useMutation({
    onSuccess(after) {
      utils.currencies.settings.setData(undefined, after);
      setOutcome(outcomeText(after));
    },
    onError: (error) => setOutcome(errorMessage(error)),
  });
  const { feed, currencies } = settings;
  if (currencies.every(({ rateSource }) => rateSource !== "feed")) return null;
  const { succeededAt, failingSince, problem } = feed;
  return (
    <Section title="Rates of the European Central Bank" id="feed">
      <p className={classes.hint}>
        {succeededAt === null ? (
          "No rates have been read yet. "
        ) : (
          <>
            Read <Ago at={succeededAt} now={Math.max(now, Date.parse(succeededAt))} />.{" "}
          </>
        )}
        {failingSince !== null && (
          <strong>
            Requests fail since <Ago at={failingSince} now={Math.max(now, Date.parse(failingSince))} />
            {problem !== null && `: ${problemText(problem)}`} The last rates hold.{" "}
          </strong>
        )}
        They are requested every few hours; the bank publishes on working days.
      </p>
      <Notice>{outcome}</Notice>
      {mayEdit && (
        <Button size="xs" variant="default" loading={update.isPending} onClick={() => update.mutate()}>
          Update rates now
        </Button>
      )}
    </Section>
  );
}

const problemTexts: Record<RateFeedProblem, string> = {
  unreachable: "The feed could not be reached.",
  too_slow: "The feed did not answer within 3 seconds.",
  refused: "The feed answered with an error.",
  unreadable: "The feed's answer could not be read.",
  too_large: "The feed's answer was far too large.",
};

function problemText({ code, said }: Coded<RateFeedProblem>): string {
  const text = code === null ? "" : problemTexts[code];
  return [text, said === null ? "" : `“${said}”`].filter((part) => part !== "").join(" ");
}

/** What a request of the feed has brought. */
function outcomeText({ feed, currencies }: StaffCurrencies): string {
  if (feed.problem !== null) return `${problemText(feed.problem)} The last rates hold.`;
  const followers = currencies.filter(({ rateSource }) => rateSource === "feed");
  const texts = followers.map(({ currency, isStale, asOf, rate }) => {
    const name = currency.toUpperCase();
    if (rate === null) return `${name} has no rate there`;
    return isStale ? `${name} has no new rate there` : `${name} is of ${asOf}`;
  });
  return `The feed was read: ${texts.join(", ")}.`;
}
