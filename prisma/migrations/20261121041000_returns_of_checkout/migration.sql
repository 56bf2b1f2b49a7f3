-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
