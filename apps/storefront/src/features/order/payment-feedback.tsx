import { giveFeedbackInput, maxFeedbackComment } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { TextAreaField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

const answers = [
  { paidWell: true, label: "Yes" },
  { paidWell: false, label: "No" },
];

/** Asks how paying went, once the order is paid. A press is the answer; after a no there is room for words. */
export function PaymentFeedback({ order: { token, state } }: { order: OrderView }) {
  const isMade = state === "confirmed" || state === "completed";
  const utils = trpc.useUtils();
  const { data } = trpc.feedback.get.useQuery({ token }, { enabled: isMade });
  const give = trpc.feedback.give.useMutation({
    onSuccess: (after) => utils.feedback.get.setData({ token }, after),
  });
  if (!isMade || !data?.isAsked) return null;
  const { answer } = data;
  // What was pressed shows at once; if it could not be kept, what is kept shows again.
  const shown = give.isPending ? give.variables.paidWell : answer?.paidWell;
  const press = (paidWell: boolean) => {
    if (!give.isPending && shown !== paidWell) give.mutate({ token, paidWell });
  };
  return (
    <section aria-labelledby="feedback-heading">
      <h2 id="feedback-heading" className="mb-3 text-xl">
        Did paying go well?
      </h2>
      {/* biome-ignore lint/a11y/useSemanticElements: the heading names it; a fieldset's legend would say it twice. */}
      <div role="group" aria-labelledby="feedback-heading" className="flex gap-3">
        {answers.map(({ paidWell, label }) => (
          <Button
            key={label}
            variant={shown === paidWell ? "ink" : "line"}
            aria-pressed={shown === paidWell}
            onClick={() => press(paidWell)}
          >
            {label}
          </Button>
        ))}
      </div>
      {give.error && (
        <div className="mt-4">
          <Notice variant="bad" title="Your answer was not kept">
            {errorMessage(give.error)}
          </Notice>
        </div>
      )}
      <p role="status" className="mt-3 text-soft">
        {answer !== null && !give.isPending && thanksFor(answer)}
      </p>
      {answer?.paidWell === false && (
        <>
          <Comment
            first={answer.comment ?? ""}
            isPending={give.isPending}
            onSend={(comment) => give.mutate({ token, paidWell: false, comment })}
          />
          <p className="mt-3">
            Do you need an answer?{" "}
            <Link to="/contact" search={{ order: token }} className="text-ink underline underline-offset-4">
              Write to us
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function thanksFor({ paidWell, comment }: { paidWell: boolean; comment: string | null }): string {
  if (paidWell) return "Thank you.";
  return comment === null
    ? "Thank you for telling us. We are sorry."
    : "Thank you. Your words are with us, and help us to mend it.";
}

interface CommentProps {
  first: string;
  isPending: boolean;
  onSend(comment: string): void;
}

function Comment({ first, isPending, onSend }: CommentProps) {
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<string>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { error, data } = giveFeedbackInput.shape.comment.safeParse(text);
    setProblem(error?.issues[0]?.message);
    if (data !== undefined && !isPending) onSend(data);
  };
  return (
    <form onSubmit={send} noValidate className="mt-4 grid gap-3">
      <TextAreaField
        id="feedback-comment"
        label="What went wrong?"
        hint="if you like"
        error={problem}
        maxLength={maxFeedbackComment}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" variant="line" className="justify-self-start" aria-disabled={isPending}>
        {isPending ? "Sending…" : "Send"}
      </Button>
    </form>
  );
}
