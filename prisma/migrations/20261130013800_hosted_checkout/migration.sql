-- CreateEnum
CREATE TYPE "payment_page" AS ENUM ('shop', 'stripe', 'choice');

-- AlterEnum
ALTER TYPE "payment_session_kind" ADD VALUE 'checkout_session';

-- AlterTable
ALTER TABLE "payment_session" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "page_url" TEXT,
ADD COLUMN     "replaced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shop_settings" ADD COLUMN     "payment_page" "payment_page" NOT NULL DEFAULT 'shop';

-- Written by hand: the beginnings of their ids, by which staff find orders.
create index payment_session_hosted_prefix on payment_session (stripe_id text_pattern_ops) where stripe_id like 'cs\_%';
