-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "reservation_minutes" INTEGER NOT NULL DEFAULT 15;

-- CreateTable
CREATE TABLE "shop_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seller_name" TEXT NOT NULL DEFAULT '',
    "address_lines" TEXT[],
    "country" CHAR(2) NOT NULL,
    "vat_id" TEXT,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "invoice_prefix" TEXT NOT NULL DEFAULT 'INV-',
    "credit_note_prefix" TEXT NOT NULL DEFAULT 'CN-',
    "invoice_footer" TEXT NOT NULL DEFAULT '',
    "reservation_minutes" INTEGER NOT NULL DEFAULT 15,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shop_settings_pkey" PRIMARY KEY ("id")
);

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table checkout add constraint checkout_reservation_minutes_check check (reservation_minutes between 1 and 60);
alter table shop_settings
  add constraint shop_settings_one_row_check check (id = 1 and version >= 1),
  add constraint shop_settings_prefixes_check check (
    invoice_prefix ~ '^[A-Z0-9._-]{1,12}$' and credit_note_prefix ~ '^[A-Z0-9._-]{1,12}$'
    and invoice_prefix <> credit_note_prefix),
  add constraint shop_settings_reservation_check check (reservation_minutes between 1 and 60);

-- ── What held so far, apart from the environment's variables, which no migration can read ───────

insert into shop_settings (id, address_lines, country, email)
select 1, '{}', seller_country, 'hello@dualtrack.example' from tax_settings;
