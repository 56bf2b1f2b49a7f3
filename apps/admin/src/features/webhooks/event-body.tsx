import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Section } from "../../ui/section.tsx";
import classes from "./webhooks.module.css";

/** The event as Stripe sent it, with its secrets hidden. */
export function EventBody({ body }: { body: string }) {
  const clipboard = useClipboard({ timeout: 1_500 });
  return (
    <Section
      title="Body"
      aside={
        <Button size="compact-xs" variant="default" onClick={() => clipboard.copy(body)}>
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must get there */}
      <section className={classes.body} tabIndex={0} aria-label="Body of the event">
        <pre>{body}</pre>
      </section>
    </Section>
  );
}
