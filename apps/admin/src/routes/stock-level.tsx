import { Anchor, Skeleton, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { CorrectDialog } from "../features/stock/correct-dialog.tsx";
import { LevelFigures } from "../features/stock/level-figures.tsx";
import { Movements } from "../features/stock/movements.tsx";
import { ReceiveDialog } from "../features/stock/receive-dialog.tsx";
import classes from "../features/stock/stock.module.css";
import { stockDisabledReason } from "../features/stock/stock-labels.ts";
import { ThresholdDialog } from "../features/stock/threshold-dialog.tsx";
import { readId } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StockLevel, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const route = getRouteApi("/console/stock/$variantId");
const consoleRoute = getRouteApi("/console");

/** One variant: its stock, the actions, and the history. */
export function StockLevelRoute() {
  const { variantId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isId = readId(variantId) !== undefined;
  const stock = trpc.stock.get.useQuery({ variantId }, { enabled: isId, staleTime: 0 });
  const isMissing = !isId || refusalOf(stock.error)?.code === "VARIANT_NOT_FOUND";
  return (
    <>
      <BackLink to="/stock">Stock</BackLink>
      {isMissing && (
        <>
          <PageHead title="There is no such variant" />
          <Text c="dimmed">Go back to the stock, and search there by product or SKU.</Text>
        </>
      )}
      {!isMissing && stock.isPending && (
        <div aria-busy="true" role="status" aria-label="Loading the stock">
          <Skeleton height={28} width={280} mb={16} />
          <Skeleton height={56} width={420} />
        </div>
      )}
      {!isMissing && stock.isError && (
        <Problem
          title={stock.data ? "The stock could not be refreshed" : "The stock could not be loaded"}
          error={stock.error}
          onRetry={stock.refetch}
        />
      )}
      {!isMissing && stock.data && (
        <>
          <Level key={variantId} stock={stock.data} />
          <Movements
            variantId={variantId}
            search={search}
            onChange={(part) => void navigate({ search: part, replace: true })}
          />
        </>
      )}
    </>
  );
}

type StockDialog = "receive" | "correct" | "threshold";

function Level({ stock }: { stock: StockLevel }) {
  const { me } = consoleRoute.useRouteContext();
  const [dialog, setDialog] = useState<StockDialog | null>(null);
  const [notice, setNotice] = useState<ReactNode>(null);
  const disabledReason = stockDisabledReason(me.role);
  const opensDialog = (which: StockDialog) => ({
    disabledReason,
    onRefused: setNotice,
    onPress: () => {
      setNotice(null);
      setDialog(which);
    },
  });
  const dialogProps = {
    onClose: () => setDialog(null),
    onDone: (notice: string) => {
      setDialog(null);
      setNotice(notice);
    },
  };
  return (
    <>
      <PageHead title={stock.title} />
      <p className={classes.facts}>
        <span>{stock.artist}</span>
        <span className={classes.sku}>{stock.sku}</span>
        {stock.isArchived && <span>no longer offered</span>}
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/products/$productId" params={{ productId: stock.productId }} {...props} />
          )}
        >
          Product
        </Anchor>
        {me.role !== "support" && (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/audit" search={{ subject: stock.sku }} {...props} />}
          >
            What staff did
          </Anchor>
        )}
      </p>
      <LevelFigures stock={stock} />
      <fieldset className={classes.actions} aria-label="Actions">
        <ActionButton {...opensDialog("receive")}>Receive</ActionButton>
        <ActionButton {...opensDialog("correct")}>Correct</ActionButton>
        <ActionButton {...opensDialog("threshold")}>Low-stock threshold</ActionButton>
      </fieldset>
      <Notice>{notice}</Notice>
      {dialog === "receive" && <ReceiveDialog variants={[stock]} {...dialogProps} />}
      {dialog === "correct" && <CorrectDialog stock={stock} {...dialogProps} />}
      {dialog === "threshold" && <ThresholdDialog stock={stock} {...dialogProps} />}
    </>
  );
}
