import { UnstyledButton } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./copy-id.module.css";

/** An id of another system, e.g. Stripe's; a press copies it. */
export function CopyId({ id }: { id: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <UnstyledButton
      className={classes.id}
      title={clipboard.error ? "It could not be copied; select it by hand" : "Copy"}
      aria-label={`Copy ${id}`}
      onClick={() => clipboard.copy(id)}
    >
      <span className={classes.text}>{id}</span>
      <span className={classes.copied} role="status">
        {clipboard.copied && "copied"}
      </span>
    </UnstyledButton>
  );
}
