import { newRequestId } from "@dualtrack/browser";
import { answerMessageInput, maxMessageText } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { type MessageView, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useMessageChanged } from "./use-message-changed.ts";

/** Writes an answer, which goes to the customer by mail. It is sent once, however often it is pressed. */
export function AnswerForm({
  message: { id, version, email },
  onDone,
}: {
  message: MessageView;
  onDone: (notice: string) => void;
}) {
  const [requestId] = useState(newRequestId);
  const changed = useMessageChanged();
  const answer = trpc.messages.answer.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { text: "" },
    schema: answerMessageInput,
    inputOf: ({ text }) => ({ messageId: id, version, requestId, text }),
    mutation: answer,
    onDone: () => onDone(`The answer is on its way to ${email}.`),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Textarea
        label={`Answer to ${email}`}
        description="Goes out as a mail of the shop with its imprint. What they answer to it arrives in the shop's mailbox."
        autosize
        minRows={4}
        maxRows={16}
        maxLength={maxMessageText}
        disabled={isLocked}
        {...form.getInputProps("text")}
      />
      <Failure error={failure} isOpen={frozen !== null} />
      <Button type="submit" mt={8} size="xs" loading={answer.isPending}>
        Send the answer
      </Button>
    </form>
  );
}
