import type { MantineColorScheme } from "@mantine/core";

export const schemeLabels: Record<MantineColorScheme, string> = {
  auto: "like the system",
  light: "light",
  dark: "dark",
};
