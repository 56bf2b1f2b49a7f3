import { maxPictureBytes, type RefusalDetails } from "@dualtrack/contract";

/** What the shop makes pictures of, as browsers name it. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/avif"];

type Why = RefusalDetails["PICTURE_REFUSED"]["why"];

/** What is known to be wrong with a file before it is sent; the server looks inside. */
export function problemOf({ size, type }: { size: number; type: string }): Why | null {
  // Systems that don't know a type name none: then the server decides.
  if (type !== "" && !pictureTypes.includes(type)) return "not_a_picture";
  return size > maxPictureBytes ? "too_many_bytes" : null;
}
