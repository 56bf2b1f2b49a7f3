-- CreateTable
CREATE TABLE "staff_try" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_try_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "staff_try_began_at_idx" ON "staff_try"("began_at");

-- CreateIndex
CREATE INDEX "audit_entry_staff_email_id_idx" ON "audit_entry"("staff_email", "id");
