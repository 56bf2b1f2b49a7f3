import { Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { CodesSection } from "../features/discounts/codes-section.tsx";
import { DiscountEditor } from "../features/discounts/discount-editor.tsx";
import { statusBadges, whyNotDiscounts } from "../features/discounts/discount-labels.ts";
import classes from "../features/discounts/discounts.module.css";
import { revenueText } from "../features/discounts/revenue-text.ts";
import { errorMessage } from "../messages.ts";
import { readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffDiscount, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Status } from "../ui/status.tsx";

const route = getRouteApi("/console/discounts/$discountId");
const consoleRoute = getRouteApi("/console");

export function DiscountRoute() {
  const { discountId } = route.useParams();
  const isId = readUuid(discountId) !== undefined;
  const discount = trpc.discounts.get.useQuery(
    { discountId },
    { enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
  );
  if (!isId || refusalOf(discount.error)?.code === "DISCOUNT_NOT_FOUND") return <MissingDiscount />;
  return (
    <>
      {discount.isPending && <PageHead title="Discount" />}
      {discount.isError && (
        <Problem
          title={discount.data ? "The discount could not be refreshed" : "The discount could not be loaded"}
          error={discount.error}
          onRetry={discount.refetch}
        />
      )}
      {discount.data && (
        <Discount key={discountId} discount={discount.data} onRefetch={() => void discount.refetch()} />
      )}
    </>
  );
}

function Discount({ discount: latest, onRefetch }: { discount: StaffDiscount; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const utils = trpc.useUtils();
  // What is being edited stays while others save; they are shown beside it.
  const [base, setBase] = useState(latest);
  const [notice, setNotice] = useState<string | null>(null);
  const disabledReason = whyNotDiscounts(me.role);
  const receive = (saved: StaffDiscount) => {
    utils.discounts.get.setData({ discountId: saved.id }, saved);
    void utils.discounts.list.invalidate();
  };
  const pause = trpc.discounts.pause.useMutation({
    onSuccess(saved, { paused }) {
      receive(saved);
      setNotice(
        paused
          ? "Paused. It takes nothing off new prices; customers who are at the checkout are told before they pay."
          : "Resumed. It holds for every new price from now on.",
      );
    },
    onError: (error) => setNotice(errorMessage(error)),
  });
  const isPaused = latest.status === "paused";
  return (
    <>
      <PageHead title={base.name}>
        <Status {...statusBadges[latest.status]} />
        <PathLink path="/discounts">All discounts</PathLink>
        <ActionButton
          size="compact-sm"
          loading={pause.isPending}
          disabledReason={disabledReason}
          onPress={() => pause.mutate({ discountId: base.id, paused: !isPaused })}
          onRefused={setNotice}
        >
          {isPaused ? "Resume" : "Pause"}
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <p className={classes.hint}>{usesText(latest)}</p>
      {(!base.isAutomatic || latest.codes > 0) && (
        <CodesSection
          discount={latest}
          disabledReason={disabledReason}
          q={q}
          onSearch={(text) => void navigate({ search: { q: text }, replace: true })}
          onNotice={setNotice}
        />
      )}
      <DiscountEditor
        key={base.version}
        discount={base}
        mayEdit={disabledReason === null}
        newer={latest.version > base.version ? latest : null}
        onTakeNewer={() => {
          setNotice(null);
          setBase(latest);
        }}
        onSaved={(saved) => {
          receive(saved);
          setBase(saved);
          setNotice("Saved. It holds for every new price from now on; orders keep theirs.");
        }}
        onRefused={onRefetch}
      />
    </>
  );
}

/** E.g. "Used by 3 of 10 orders, which brought €60.00; reserved by 2 checkouts." */
function usesText({ uses, maxUses, revenue }: StaffDiscount): string {
  const most = maxUses === null ? "" : `, of ${maxUses} uses`;
  const orders = `Used by ${uses.committed} ${uses.committed === 1 ? "order" : "orders"}${most}`;
  const paid = revenueText(revenue);
  const brought = paid === null ? "" : `, paid with ${paid}`;
  const reserved = `reserved by ${uses.reserved} open ${uses.reserved === 1 ? "checkout" : "checkouts"}`;
  return `${orders}${brought}; ${reserved}.`;
}

function MissingDiscount() {
  return (
    <>
      <PageTitle>No such discount</PageTitle>
      <Title order={1}>There is no such discount</Title>
      <Text mt="sm" c="dimmed">
        The link may be cut short. <PathLink path="/discounts">See all discounts</PathLink>
      </Text>
    </>
  );
}
