import { Button, Tabs } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ExtendDialog } from "../features/reservations/extend-dialog.tsx";
import { Figures } from "../features/reservations/figures.tsx";
import { HeldByCheckout, NewReservations } from "../features/reservations/held-by-checkout.tsx";
import { HeldByProduct, heldVariantKey } from "../features/reservations/held-by-product.tsx";
import { History } from "../features/reservations/history.tsx";
import { ReleaseDialog } from "../features/reservations/release-dialog.tsx";
import { releaseNotice, reservationsDisabledReason } from "../features/reservations/reservation-badges.ts";
import { type ReservationSearch, reservationTabs } from "../features/reservations/reservation-search.ts";
import classes from "../features/reservations/reservations.module.css";
import { readOneOf } from "../search-params.ts";
import { useSettings } from "../server/settings.ts";
import { type HeldCheckout, trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useServerNow } from "../ui/use-server-now.ts";
import { useStableRows } from "../ui/use-stable-rows.ts";

const route = getRouteApi("/console/reservations");
const consoleRoute = getRouteApi("/console");

/** Reservations begin and end within minutes, so the page asks often. */
const live = { refetchInterval: 4_000, staleTime: 0 } as const;

export function ReservationsRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: ReservationSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const tab = search.tab ?? "checkout";
  return (
    <>
      <PageHead title="Reservations" />
      <Figures period={search.period ?? "24h"} onChange={(period) => change({ period })} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            search: ({ period }) => ({ period, tab: readOneOf(value, reservationTabs) }),
            replace: true,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="checkout">By checkout</Tabs.Tab>
          <Tabs.Tab value="product">By product</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="checkout">
          <ByCheckout
            key={search.variant}
            variantId={search.variant}
            onShowAll={() => change({ variant: undefined })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="product">
          <ByProduct />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History search={search} onChange={change} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

type OpenDialog = { kind: "extend" | "release"; held: HeldCheckout } | null;

function ByCheckout({ variantId, onShowAll }: { variantId: string | undefined; onShowAll: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const { timeZone } = useSettings();
  const list = trpc.reservations.byCheckout.useQuery({ variantId }, live);
  const now = useServerNow(list.data, list.dataUpdatedAt);
  const { rows, newCount, refresh } = useStableRows(list.data?.checkouts, ({ id }) => id);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [notice, setNotice] = useState<ReactNode>(null);
  const open = (kind: "extend" | "release") => (held: HeldCheckout) => {
    setNotice(null);
    setDialog({ kind, held });
  };
  const close = () => setDialog(null);
  const isEmpty = list.isSuccess && rows.length === 0;
  return (
    <>
      {variantId !== undefined && (
        <p className={classes.narrowed}>
          Only checkouts that hold some of one product.
          <Button size="compact-xs" variant="default" onClick={onShowAll}>
            Show all
          </Button>
        </p>
      )}
      <NewReservations count={newCount} onShow={refresh} />
      <Notice>{notice}</Notice>
      {list.isError && (
        <Problem
          title={
            list.data ? "The reservations could not be refreshed" : "The reservations could not be loaded"
          }
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {isEmpty && (
        <Empty title="Nothing is held now">
          A reservation stands here from the moment a customer opens the checkout until they pay or leave.
        </Empty>
      )}
      {!isEmpty && !list.isLoadingError && (
        <HeldByCheckout
          rows={list.isPending ? null : rows}
          now={now}
          actions={{
            disabledReason: reservationsDisabledReason(me.role),
            onExtend: open("extend"),
            onRelease: open("release"),
            onRefused: setNotice,
          }}
        />
      )}
      <More shown={list.data?.checkouts.length} total={list.data?.total} />
      {rows.some(({ isEnded }) => isEnded) && (
        <Button size="compact-sm" variant="default" mt="sm" onClick={refresh}>
          Remove ended reservations from the list
        </Button>
      )}
      {dialog?.kind === "extend" && (
        <ExtendDialog
          held={dialog.held}
          onClose={close}
          onDone={(notice) => {
            close();
            setNotice(notice);
          }}
        />
      )}
      {dialog?.kind === "release" && (
        <ReleaseDialog
          held={dialog.held}
          onClose={close}
          onDone={(released) => {
            close();
            setNotice(
              <>
                {releaseNotice(dialog.held, released, timeZone)}{" "}
                {released.orderNumber !== null && (
                  <Link
                    to="/orders/$number"
                    params={{ number: released.orderNumber }}
                    className={classes.link}
                  >
                    Open {released.orderNumber}
                  </Link>
                )}
              </>,
            );
          }}
        />
      )}
    </>
  );
}

function More({ shown = 0, total = 0 }: { shown: number | undefined; total: number | undefined }) {
  if (total <= shown) return null;
  return (
    <p className={classes.dim}>
      The {shown} that end first, of {total}. “By product” leads to those of one product.
    </p>
  );
}

function ByProduct() {
  const list = trpc.reservations.byProduct.useQuery(undefined, live);
  const now = useServerNow(list.data, list.dataUpdatedAt);
  const { rows, newCount, refresh } = useStableRows(list.data?.variants, heldVariantKey);
  const isEmpty = list.isSuccess && rows.length === 0;
  return (
    <>
      <NewReservations count={newCount} onShow={refresh} />
      {list.isError && (
        <Problem
          title={
            list.data ? "The reservations could not be refreshed" : "The reservations could not be loaded"
          }
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {isEmpty && (
        <Empty title="Nothing is held now">
          A product stands here while customers at the checkout hold some of it.
        </Empty>
      )}
      {!isEmpty && !list.isLoadingError && <HeldByProduct rows={list.isPending ? null : rows} now={now} />}
    </>
  );
}
