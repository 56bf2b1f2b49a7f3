import { ActionIcon, AppShell, Burger, Kbd, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Outlet } from "@tanstack/react-router";
import { Brand } from "../features/frame/brand.tsx";
import classes from "../features/frame/frame.module.css";
import { LazySyncNotices } from "../features/frame/lazy-sync-notices.tsx";
import { Me } from "../features/frame/me.tsx";
import { modKey } from "../features/frame/mod-key.ts";
import { SectionsNav } from "../features/frame/sections-nav.tsx";
import { useOverlay } from "../features/frame/use-overlay.ts";
import { useSessionEnd } from "../features/frame/use-session-end.ts";
import { useShortcuts } from "../features/frame/use-shortcuts.ts";
import { sectionsFor } from "../sections.ts";
import { queryClient, trpcClient } from "../server/client.ts";
import { useEventStream } from "../server/live.ts";
import { useMe } from "../server/session.ts";
import { trpc } from "../server/trpc.ts";
import { OfflineBar } from "../ui/offline-bar.tsx";
import { InFrame } from "../ui/sheet.tsx";

/** The frame around every page for staff: the sections, and the signed-in person's menu. */
export function ConsoleRoute() {
  const me = useMe();
  const { hasEnded, SignInAgain, resume, leave } = useSessionEnd();
  useEventStream({ isSignedIn: !hasEnded });
  const [railIsOpen, rail] = useDisclosure(false);
  const { Overlay, isMissing, isOpening, open, close } = useOverlay();
  useHotkeys([["Escape", rail.close]]);
  useShortcuts({ sections: sectionsFor(me.role), open, isOpening });
  const find = () => {
    rail.close();
    open("palette");
  };
  return (
    <trpc.Provider client={trpcClient} queryClient={queryClient}>
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
          <div className={classes.tools}>
            <ActionIcon
              variant="transparent"
              color="gray"
              size="lg"
              aria-label="Search or jump"
              onClick={find}
            >
              <SearchSign />
            </ActionIcon>
            <Burger
              opened={railIsOpen}
              onClick={rail.toggle}
              size="sm"
              aria-label={railIsOpen ? "Close the menu" : "Open the menu"}
              aria-expanded={railIsOpen}
            />
          </div>
        </AppShell.Header>
        <AppShell.Navbar aria-label="Sections" mod={{ open: railIsOpen }}>
          <div className={classes.railBrand}>
            <Brand />
          </div>
          <UnstyledButton className={classes.find ?? ""} aria-keyshortcuts="Control+K Meta+K" onClick={find}>
            Search or jump…
            <Kbd size="xs">{modKey} K</Kbd>
          </UnstyledButton>
          <SectionsNav onGo={rail.close} />
          <Me />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <OfflineBar />
          <div role="alert">
            {isMissing && <p>This could not be loaded. Check your connection, then try again.</p>}
          </div>
          <InFrame value={true}>
            <Outlet />
          </InFrame>
        </AppShell.Main>
        <LazySyncNotices />
        {Overlay && <Overlay onOpen={open} onClose={close} />}
        {SignInAgain && <SignInAgain email={me.email} onSignedIn={resume} onLeave={leave} />}
      </AppShell>
    </trpc.Provider>
  );
}

function SearchSign() {
  return (
    <svg
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <circle cx="8.5" cy="8.5" r="5.5" />
      <path d="m13 13 5 5" />
    </svg>
  );
}
