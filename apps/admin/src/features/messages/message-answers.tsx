import { mailBadges } from "../../order-badges.ts";
import type { MessageView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./messages.module.css";

/** What was answered, by whom, and whether the mail has left. Nothing until then. */
export function MessageAnswers({ answers, now }: { answers: MessageView["answers"]; now: number }) {
  if (answers.length === 0) return null;
  return (
    <Section title="Answers">
      {answers.map(({ id, by, text, at, mail }) => (
        <div key={id} className={classes.answer}>
          <p className={classes.text}>{text}</p>
          <span className={classes.sub}>
            {by}, <Ago at={at} now={now} />
            {mail !== null && (
              <>
                , mail: <Status {...mailBadges[mail.state]} />
              </>
            )}
          </span>
          {mail?.lastError && <span className={classes.bad}>{mail.lastError}</span>}
        </div>
      ))}
    </Section>
  );
}
