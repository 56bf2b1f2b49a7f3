-- CreateTable
CREATE TABLE "conversion_day" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "carts" INTEGER NOT NULL,
    "checkouts" INTEGER NOT NULL,
    "pay_pressed" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "kept" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversion_day_pkey" PRIMARY KEY ("day","kind")
);

-- CreateIndex
CREATE INDEX "cart_line_created_at_idx" ON "cart_line"("created_at");
