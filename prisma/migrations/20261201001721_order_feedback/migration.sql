-- CreateTable
CREATE TABLE "order_feedback" (
    "order_id" UUID NOT NULL,
    "paid_well" BOOLEAN NOT NULL,
    "comment" TEXT,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_feedback_pkey" PRIMARY KEY ("order_id")
);

-- AddForeignKey
ALTER TABLE "order_feedback" ADD CONSTRAINT "order_feedback_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
