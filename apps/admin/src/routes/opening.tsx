import { Text } from "@mantine/core";
import { Sheet } from "../ui/sheet.tsx";

/** Shown when reading the session takes longer than a moment. */
export function OpeningRoute() {
  return (
    <Sheet title="Opening the console…">
      <Text c="dimmed">The server is being asked who you are.</Text>
    </Sheet>
  );
}
