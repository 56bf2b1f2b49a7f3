import { Alert } from "@mantine/core";
import { errorMessage } from "../messages.ts";

/** The failure of a dialog's request; `isOpen`: it is unknown whether it was done, and pressing again is safe. */
export function Failure({ error, isOpen }: { error: unknown; isOpen: boolean }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" variant="light" mt="sm">
      {errorMessage(error)}
      {isOpen && " It may have been done all the same. Press again to be sure: it is never done twice."}
    </Alert>
  );
}
