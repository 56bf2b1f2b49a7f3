import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { BrokenTracks } from "./broken-tracks.tsx";
import classes from "./empty.module.css";

/** Says that nothing is here and why, and (as `children`) what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty} role="status">
      <BrokenTracks />
      <Text fw={600} size="sm">
        {title}
      </Text>
      <Text component="div" c="dimmed" size="sm" mt={4}>
        {children}
      </Text>
    </div>
  );
}
