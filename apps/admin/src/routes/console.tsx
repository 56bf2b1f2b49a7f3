import { AppShell, Burger, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, type LinkProps, Outlet, useRouter } from "@tanstack/react-router";
import { signInWords } from "../messages.ts";
import { signOut } from "../server/session.ts";
import { Mark } from "../ui/mark.tsx";
import { OfflineBar } from "../ui/offline-bar.tsx";
import classes from "./console.module.css";

const route = getRouteApi("/console");

/** The console's sections, in the order of the rail. */
const sections: { label: string; to: LinkProps["to"]; forSupport: boolean }[] = [
  { label: "Orders", to: "/orders", forSupport: true },
  { label: "Audit log", to: "/audit", forSupport: false },
];

/** The frame around every page for staff: where one can go, and who one is. */
export function ConsoleRoute() {
  const { me } = route.useRouteContext();
  const mine = sections.filter(({ forSupport }) => forSupport || me.role !== "support");
  const [railIsOpen, rail] = useDisclosure(false);
  useHotkeys([["Escape", rail.close]]);
  return (
    <AppShell
      header={{ height: { base: 52, lg: 0 } }}
      navbar={{ width: 208, breakpoint: "lg", collapsed: { mobile: !railIsOpen } }}
      classNames={{ header: classes.header ?? "", navbar: classes.rail ?? "", main: classes.main ?? "" }}
    >
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header hiddenFrom="lg">
        <Brand />
        <Burger
          opened={railIsOpen}
          onClick={rail.toggle}
          size="sm"
          aria-label={railIsOpen ? "Close the menu" : "Open the menu"}
          aria-expanded={railIsOpen}
        />
      </AppShell.Header>
      <AppShell.Navbar aria-label="Sections" mod={{ open: railIsOpen }}>
        <div className={classes.railBrand}>
          <Brand />
        </div>
        <div className={classes.sections}>
          {mine.map(({ label, to }) => (
            <NavLink
              key={label}
              label={label}
              className={classes.section ?? ""}
              onClick={rail.close}
              renderRoot={(props) => <Link to={to} {...props} />}
            />
          ))}
        </div>
        <Me />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <OfflineBar />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Brand() {
  return (
    <span className={classes.brand}>
      <Mark /> Dualtrack
    </span>
  );
}

function Me() {
  const { me } = route.useRouteContext();
  const router = useRouter();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: (problem) => (problem ? undefined : router.navigate({ to: "/sign-in" })),
  });
  return (
    <div className={classes.me}>
      <Text size="sm" fw={600} truncate title={me.name}>
        {me.name}
      </Text>
      <Text size="xs" c="dimmed" truncate title={me.email}>
        {me.email}
      </Text>
      <UnstyledButton
        className={classes.leave ?? ""}
        onClick={() => leave.mutate()}
        disabled={leave.isPending}
      >
        {leave.isPending ? "Signing out…" : "Sign out"}
      </UnstyledButton>
      <div role="alert">
        {leave.data && (
          <Text size="xs" c="red">
            You are still signed in. {signInWords(leave.data)}
          </Text>
        )}
      </div>
    </div>
  );
}
