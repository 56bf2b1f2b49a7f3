-- CreateEnum
CREATE TYPE "payment_session_kind" AS ENUM ('payment_intent');

-- CreateEnum
CREATE TYPE "payment_session_state" AS ENUM ('open', 'ended');

-- CreateTable
CREATE TABLE "payment_session" (
    "stripe_id" TEXT NOT NULL,
    "checkout_id" UUID NOT NULL,
    "kind" "payment_session_kind" NOT NULL,
    "state" "payment_session_state" NOT NULL DEFAULT 'open',
    "client_secret" TEXT,
    "description_hash" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_session_pkey" PRIMARY KEY ("stripe_id")
);

-- Written by hand: every checkout's payment becomes its session. It is over when Stripe said so last, or when the
-- checkout has ended.
insert into payment_session (stripe_id, checkout_id, kind, state, client_secret, description_hash, opened_at, ended_at)
  select c.payment_intent_id, c.id, 'payment_intent',
    case when over.at is null then 'open' else 'ended' end::payment_session_state,
    c.client_secret, c.description_hash, c.created_at, over.at
  from checkout c
  left join payment p on p.payment_intent_id = c.payment_intent_id
  cross join lateral (
    select coalesce(c.ended_at, case when p.status in ('succeeded', 'canceled') then p.observed_at end) as at
  ) over
  where c.payment_intent_id is not null;

-- DropIndex
DROP INDEX "checkout_payment_intent_id_key";
drop index checkout_old_secret;

-- AlterTable
ALTER TABLE "checkout" DROP COLUMN "client_secret",
DROP COLUMN "description_hash",
DROP COLUMN "payment_intent_id";

-- CreateIndex
CREATE INDEX "payment_session_checkout_id_opened_at_idx" ON "payment_session"("checkout_id", "opened_at");

-- AddForeignKey
ALTER TABLE "payment_session" ADD CONSTRAINT "payment_session_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema language can't say.

alter table payment_session add constraint payment_session_ends_once check ((state = 'open') = (ended_at is null));
create unique index payment_session_one_open on payment_session (checkout_id) where state = 'open';
create trigger payment_session_stays_ended before update of state on payment_session
  for each row when (old.state = 'ended' and new.state = 'open') execute function refuse_change();

-- The daily job takes secrets out of old sessions; this finds those that still have one.
create index payment_session_old_secret on payment_session (ended_at) where client_secret is not null;
