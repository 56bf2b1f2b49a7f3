-- AlterTable
ALTER TABLE "draft_order" ADD COLUMN     "billing_address" JSONB,
ADD COLUMN     "billing_name" TEXT,
ADD COLUMN     "opened_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shop_settings" ADD COLUMN     "draft_hold_minutes" INTEGER NOT NULL DEFAULT 4320;

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table shop_settings
  add constraint shop_settings_draft_hold_check check (draft_hold_minutes between 5 and 43200);
alter table draft_order
  add constraint draft_order_billing check ((billing_name is null) = (billing_address is null));
