import { Text, Title } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { getRouteApi, useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { FilesSection } from "../features/files/files-section.tsx";
import { PreviewsSection } from "../features/files/previews-section.tsx";
import { Pictures } from "../features/pictures/pictures.tsx";
import { BookingSection } from "../features/products/booking-section.tsx";
import { ChangesPanel } from "../features/products/changes-panel.tsx";
import { DetailsSection } from "../features/products/details-section.tsx";
import { DropSection } from "../features/products/drop-section.tsx";
import { LicenceSection } from "../features/products/licence-section.tsx";
import { editDisabledReason } from "../features/products/product-badges.ts";
import { ProductHeader } from "../features/products/product-header.tsx";
import { ProductSkeleton } from "../features/products/product-skeleton.tsx";
import { PublishDialog } from "../features/products/publish-dialog.tsx";
import { SaleSection } from "../features/products/sale-section.tsx";
import { SaveBar } from "../features/products/save-bar.tsx";
import { useEditor } from "../features/products/use-editor.ts";
import { VariantDialog } from "../features/products/variant-dialog.tsx";
import { VariantPictureDialog } from "../features/products/variant-picture-dialog.tsx";
import { type VariantQuestion, VariantsSection } from "../features/products/variants-section.tsx";
import { readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffProduct, trpc } from "../server/trpc.ts";
import { useProductEdits } from "../server/use-product-edits.ts";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/products/$productId");
const consoleRoute = getRouteApi("/console");

export function ProductRoute() {
  const { productId } = route.useParams();
  const isId = readUuid(productId) !== undefined;
  // What others save is noticed as soon as somebody looks here again.
  const product = trpc.products.get.useQuery(
    { productId },
    { enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
  );
  useWindowEvent("focus", () => {
    if (isId) void product.refetch({ cancelRefetch: false });
  });
  if (!isId || refusalOf(product.error)?.code === "PRODUCT_NOT_FOUND") return <MissingProduct />;
  return (
    <>
      {product.isPending && <ProductSkeleton />}
      {product.isError && (
        <Problem
          title={product.data ? "The product could not be refreshed" : "The product could not be loaded"}
          error={product.error}
          onRetry={product.refetch}
        />
      )}
      {product.data && <Product key={productId} product={product.data} />}
    </>
  );
}

type ProductDialog = VariantQuestion | { action: "publish" };

function Product({ product }: { product: StaffProduct }) {
  const { me } = consoleRoute.useRouteContext();
  const onBack = useWayBack();
  const now = useNow();
  const [notice, setNotice] = useState<string | null>(null);
  const [dialog, setDialog] = useState<ProductDialog | null>(null);
  const [pictureVariantId, setPictureVariantId] = useState<string | null>(null);
  const readOnlyReason = editDisabledReason(me.role);
  const editor = useEditor(product, readOnlyReason === null, setNotice);
  const edit = useProductEdits(editor.draft.base, editor.draft.receive);
  const open = (next: ProductDialog) => {
    setNotice(null);
    setDialog(next);
  };
  const end = {
    onClose: () => setDialog(null),
    onDone: (result: string) => {
      setDialog(null);
      setNotice(result);
    },
  };
  const variant =
    dialog && "variantId" in dialog && editor.draft.base.variants.find(({ id }) => id === dialog.variantId);
  return (
    <>
      <ProductHeader
        editor={editor}
        now={now}
        readOnlyReason={readOnlyReason}
        onBack={onBack}
        onPublish={() => open({ action: "publish" })}
        onRefused={setNotice}
      />
      <Notice>{notice}</Notice>
      <ChangesPanel editor={editor} now={now} />
      <DetailsSection editor={editor} />
      <VariantsSection editor={editor} onAsk={open} onPicture={setPictureVariantId} />
      {product.kind === "service" && (
        <BookingSection
          product={editor.draft.base}
          mayEdit={editor.mayEdit}
          onProduct={(after, text) => {
            editor.draft.receive(after);
            setNotice(text);
          }}
        />
      )}
      {product.kind === "digital" && (
        <FilesSection product={editor.draft.base} mayEdit={editor.mayEdit} edit={edit} />
      )}
      {product.kind === "digital" && (
        <LicenceSection
          product={editor.draft.base}
          mayEdit={editor.mayEdit}
          edit={edit}
          onNotice={setNotice}
        />
      )}
      {product.kind !== "service" && (
        <PreviewsSection product={editor.draft.base} mayEdit={editor.mayEdit} edit={edit} />
      )}
      <Pictures product={editor.draft.base} mayEdit={editor.mayEdit} edit={edit} />
      <SaleSection editor={editor} />
      {product.kind === "physical" && (
        <DropSection product={editor.draft.base} mayEdit={editor.mayEdit} onNotice={setNotice} />
      )}
      <SaveBar editor={editor} />
      <LeaveGuard isDirty={editor.draft.isDirty} />
      {pictureVariantId !== null && (
        <VariantPictureDialog
          variantId={pictureVariantId}
          editor={editor}
          onClose={() => setPictureVariantId(null)}
        />
      )}
      {dialog?.action === "publish" && <PublishDialog editor={editor} {...end} />}
      {dialog && dialog.action !== "publish" && variant && (
        <VariantDialog action={dialog.action} variant={variant} editor={editor} {...end} />
      )}
    </>
  );
}

/** Back to the list as it was: one step in the history if it came from there. Escape does the same. */
function useWayBack(): () => void {
  const router = useRouter();
  const { fromList } = useLocation().state;
  const goBack = () => {
    if (fromList) router.history.back();
    else void router.navigate({ to: "/products" });
  };
  useWindowEvent(
    "keydown",
    ({ key, target }) => {
      const isTyping = target instanceof Element && target.closest("input, textarea, select") !== null;
      if (key !== "Escape" || isTyping || document.querySelector('[role="dialog"]') !== null) return;
      goBack();
    },
    { capture: true }, // before whatever it closes is gone
  );
  return goBack;
}

function MissingProduct() {
  return (
    <>
      <PageTitle>No such product</PageTitle>
      <Title order={1}>There is no such product</Title>
      <Text mt="sm" c="dimmed">
        The link may be cut short. <PathLink path="/products">See all products</PathLink>
      </Text>
    </>
  );
}
