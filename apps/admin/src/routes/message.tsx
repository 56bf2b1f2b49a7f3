import { isOrderMissing } from "@dualtrack/contract";
import { Skeleton, Title } from "@mantine/core";
import { getRouteApi, useLocation, useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { AnswerForm } from "../features/messages/answer-form.tsx";
import { MessageActions } from "../features/messages/message-actions.tsx";
import { MessageAnswers } from "../features/messages/message-answers.tsx";
import { MessageMatches } from "../features/messages/message-matches.tsx";
import classes from "../features/messages/messages.module.css";
import { messageBadges, messageReasonLabels } from "../message-labels.ts";
import { refusalOf } from "../server/refusals.ts";
import { type MessageView, trpc } from "../server/trpc.ts";
import { Ago } from "../ui/ago.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { Status } from "../ui/status.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/messages/$key");
const consoleRoute = getRouteApi("/console");

/** One message: what the customer wrote, what was answered, and what the shop has of them. */
export function MessageRoute() {
  const { key } = route.useParams();
  const isNumber = /^[1-9]\d{0,8}$/.test(key);
  const message = trpc.messages.get.useQuery(
    { number: Number(key) },
    { enabled: isNumber, refetchInterval: 30_000 },
  );
  const back = useBackToList();
  const isMissing = !isNumber || refusalOf(message.error)?.code === "MESSAGE_NOT_FOUND";
  return (
    <>
      <PageTitle>{`M-${key}`}</PageTitle>
      <BackLink to="/messages" onBack={back}>
        Messages
      </BackLink>
      {isMissing && <Title order={1}>There is no message M-{key}</Title>}
      {!isMissing && message.isPending && (
        <Skeleton height={320} mt="md" role="status" aria-label="Loading" />
      )}
      {!isMissing && message.isError && (
        <Problem title="The message could not be loaded" error={message.error} onRetry={message.refetch} />
      )}
      {!isMissing && message.data && <Message key={key} message={message.data} />}
    </>
  );
}

function Message({ message }: { message: MessageView }) {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const [notice, setNotice] = useState<ReactNode>(null);
  const { number, state, reason, email, order, orderText, text, confirmation } = message;
  const matches = <MessageMatches message={message} me={me} now={now} onNotice={setNotice} />;
  const isUrgent = isOrderMissing(reason) && state === "open";
  return (
    <>
      <Title order={1}>
        {number}: {messageReasonLabels[reason]}
      </Title>
      <div className={classes.facts}>
        <Status {...messageBadges[state]} />
        {message.isSuspected && <Status tone="bad" label="Perhaps spam: an invisible field was filled in" />}
        <a href={`mailto:${email}`}>{email}</a>
        {order !== null && (
          <span>
            came from <PathLink path={`/orders/${order}`}>{order}</PathLink>
          </span>
        )}
        {orderText !== null && <span>says “{orderText}”</span>}
        <Ago at={message.createdAt} now={now} />
        {message.closedBy !== null && (
          <span>
            closed by {message.closedBy}, <Ago at={message.changedAt} now={now} />
          </span>
        )}
      </div>
      {confirmation?.state === "failed" && (
        <p className={classes.bad}>
          The mail that the message has arrived could not be sent: {confirmation.lastError}
        </p>
      )}
      <Notice>{notice}</Notice>
      <Section title="What they wrote">
        <p className={classes.text}>{text}</p>
      </Section>
      {isUrgent && matches}
      <MessageAnswers answers={message.answers} now={now} />
      <Section title={message.answers.length === 0 ? "Answer" : "Answer again"}>
        <AnswerForm key={message.answers.length} message={message} onDone={setNotice} />
        <MessageActions message={message} onNotice={setNotice} />
      </Section>
      {!isUrgent && matches}
    </>
  );
}

/** Back to the list as it was, if the person came from there. */
function useBackToList(): () => void {
  const router = useRouter();
  const { fromList } = useLocation().state;
  return () => {
    if (fromList) router.history.back();
    else void router.navigate({ to: "/messages" });
  };
}
