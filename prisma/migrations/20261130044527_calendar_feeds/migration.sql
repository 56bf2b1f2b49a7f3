-- CreateTable
CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "resource_id" UUID,
    "token_hash" TEXT NOT NULL,
    "staff_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_resource_id_key" ON "calendar_feed"("resource_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_token_hash_key" ON "calendar_feed"("token_hash");

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What Prisma's schema language can't say ──────────────────────────────────────────────────────

-- The calendar of all resources has one address at most, as each resource has.
create unique index calendar_feed_of_all on calendar_feed ((true)) where resource_id is null;
