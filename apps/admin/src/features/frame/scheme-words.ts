import type { MantineColorScheme } from "@mantine/core";

export const schemeWords: Record<MantineColorScheme, string> = {
  auto: "like the system",
  light: "light",
  dark: "dark",
};
