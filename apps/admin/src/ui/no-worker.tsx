import { Alert } from "@mantine/core";

/** A warning that no worker is running, so that nobody waits for nothing. */
export function NoWorker() {
  return (
    <Alert color="red" variant="light" role="alert" my="sm" title="No worker is running">
      Nothing is synced until one runs. What you start waits and begins by itself then. Start the server with
      ROLE=worker or ROLE=all, or look at its log.
    </Alert>
  );
}
