import { Anchor, Title } from "@mantine/core";
import { exactTime } from "../../messages.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./editor.module.css";
import { statusBadges } from "./product-badges.ts";
import type { Editor } from "./use-editor.ts";

/** The product, its status, and the actions on all of it. */
export function ProductHeader({
  editor,
  now,
  readOnlyReason,
  onBack,
  onPublish,
  onRefused,
}: {
  editor: Editor;
  now: number;
  readOnlyReason: string | null;
  onBack: () => void;
  onPublish: () => void;
  onRefused: (reason: string) => void;
}) {
  const { base, isDirty } = editor.draft;
  const { title, artist, status, opensAt, published, changed, missing } = base;
  const publishDisabledReason =
    readOnlyReason ??
    (isDirty
      ? "Save or discard your changes first."
      : !published && missing.length > 0
        ? "Something is missing: see below, under Sale."
        : null);
  return (
    <>
      <BackLink to="/products" onBack={onBack}>
        Products
      </BackLink>
      <PageTitle>{title}</PageTitle>
      <div className={classes.headline}>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <Status {...statusBadges[status]} />
        <span className={classes.dim}>
          {artist}
          {status === "upcoming" && opensAt !== null && `, opens ${exactTime(opensAt)}`}
          {changed !== null && (
            <>
              . Changed <Ago at={changed.at} now={Math.max(now, Date.parse(changed.at))} /> by {changed.by}
            </>
          )}
        </span>
      </div>
      <fieldset className={classes.actions} aria-label="Actions">
        <ActionButton
          variant={published ? "default" : "filled"}
          disabledReason={publishDisabledReason}
          onPress={onPublish}
          onRefused={onRefused}
        >
          {published ? "Unpublish" : "Publish"}
        </ActionButton>
        {published && (
          <Anchor size="sm" href={`${base.shopUrl}/products/${base.slug}`} target="_blank">
            View in shop
          </Anchor>
        )}
      </fieldset>
      {readOnlyReason !== null && (
        <p className={classes.notice}>You can look at everything. {readOnlyReason}</p>
      )}
    </>
  );
}
