import { Alert } from "@mantine/core";
import type { Attention } from "../../server/trpc.ts";
import { silentWebhooksText } from "../../stripe-texts.ts";

/** Said where the events would be: an empty or old list does not tell that calls fail. */
export function SilentWebhooks({ silence, now }: { silence: Attention["silentWebhooks"]; now: number }) {
  const { title, note } = silentWebhooksText(silence, now);
  return (
    <Alert color="red" variant="light" role="alert" my="sm" title={title}>
      {note}
    </Alert>
  );
}
