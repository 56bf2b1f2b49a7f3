import { Alert, Button, Group, Text } from "@mantine/core";
import { errorMessage } from "../messages.ts";

/** Says what went wrong, and offers to try again. */
export function Problem({ title, error, onRetry }: { title?: string; error: unknown; onRetry: () => void }) {
  return (
    <Alert color="red" variant="light" title={title} role="alert" maw={640} my="md">
      <Text size="sm">{errorMessage(error)}</Text>
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
