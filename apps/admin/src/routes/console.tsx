import { type StaffRole, staffRoles } from "@dualtrack/contract";
import { Anchor, AppShell, Burger, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, type LinkProps, Outlet, useRouter } from "@tanstack/react-router";
import { signInWords } from "../messages.ts";
import { signOut } from "../server/session.ts";
import { Mark } from "../ui/mark.tsx";
import { OfflineBar } from "../ui/offline-bar.tsx";
import classes from "./console.module.css";

const route = getRouteApi("/console");

interface ConsoleSection {
  label: string;
  to: LinkProps["to"];
  /** Who sees it; the server decides who may. */
  roles: readonly StaffRole[];
}

const managers: readonly StaffRole[] = ["owner", "manager"];

/** The console's sections, in the order of the rail. */
const sections: ConsoleSection[] = [
  { label: "Home", to: "/", roles: staffRoles },
  { label: "Orders", to: "/orders", roles: staffRoles },
  { label: "Reservations", to: "/reservations", roles: staffRoles },
  { label: "Products", to: "/products", roles: staffRoles },
  { label: "Stock", to: "/stock", roles: staffRoles },
  { label: "Sync", to: "/sync", roles: staffRoles },
  { label: "Webhooks", to: "/webhooks", roles: staffRoles },
  { label: "Staff", to: "/staff", roles: ["owner"] },
  { label: "Audit log", to: "/audit", roles: managers },
];

/** The frame around every page for staff: where one can go, and who one is. */
export function ConsoleRoute() {
  const { me } = route.useRouteContext();
  const mine = sections.filter(({ roles }) => roles.includes(me.role));
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
              renderRoot={(props) => <Link to={to} activeOptions={{ exact: to === "/" }} {...props} />}
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
