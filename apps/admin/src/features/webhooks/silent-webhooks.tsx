import { Alert } from "@mantine/core";
import type { Attention } from "../../server/trpc.ts";
import { silentWebhooksText } from "../../stripe-texts.ts";

/** A warning above the events: an empty or old list does not show that Stripe's calls fail. */
export function SilentWebhooks({ silence, now }: { silence: Attention["silentWebhooks"]; now: number }) {
  const { title, note } = silentWebhooksText(silence, now);
  return (
    <Alert color="red" variant="light" role="alert" my="sm" title={title}>
      {note}
    </Alert>
  );
}
