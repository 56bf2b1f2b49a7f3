import { Alert } from "@mantine/core";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";

/** Why a change to a picture was not made; after somebody else's change the page has become theirs already. */
export function PictureFailure({ error }: { error: unknown }) {
  if (error === null) return null;
  return (
    <Alert color="red" variant="light" mt={8} p="xs">
      {errorMessage(error)}
      {refusalOf(error)?.code === "PRODUCT_CHANGED" &&
        " The pictures shown here are the newest now. Do it again if it is still right."}
    </Alert>
  );
}
