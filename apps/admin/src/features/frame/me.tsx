import { Anchor, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { signInMessage } from "../../messages.ts";
import { useMe } from "../../server/session.ts";
import classes from "./frame.module.css";
import { schemeLabels } from "./scheme-labels.ts";
import { useSignOut } from "./use-sign-out.ts";

const nextScheme = { auto: "light", light: "dark", dark: "auto" } as const;

/** The menu of the signed-in person: the account, the colour scheme, and signing out. */
export function Me() {
  const me = useMe();
  const leave = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={classes.me}>
      <Anchor
        size="sm"
        fw={600}
        truncate
        title={me.name}
        renderRoot={(props) => <Link to="/account" {...props} />}
      >
        {me.name}
      </Anchor>
      <Text size="xs" c="dimmed" truncate title={me.email}>
        {me.email}
      </Text>
      <UnstyledButton className={classes.quiet ?? ""} onClick={() => setColorScheme(nextScheme[colorScheme])}>
        Colours: {schemeLabels[colorScheme]}
      </UnstyledButton>
      <UnstyledButton
        className={classes.quiet ?? ""}
        onClick={() => leave.mutate()}
        disabled={leave.isPending}
      >
        {leave.isPending ? "Signing out…" : "Sign out"}
      </UnstyledButton>
      <div role="alert">
        {leave.data && (
          <Text size="xs" c="red">
            You are still signed in. {signInMessage(leave.data)}
          </Text>
        )}
      </div>
    </div>
  );
}
