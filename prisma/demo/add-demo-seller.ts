import type { Tx } from "../../packages/db/src/index.ts";

/** The demo label's company. Invented, as all of its data. */
export async function addDemoSeller(tx: Tx): Promise<void> {
  await tx.shopSettings.update({
    where: { id: 1 },
    data: {
      sellerName: "Dualtrack Records GmbH",
      addressLines: ["1 Long Road", "1010 Vienna"],
      country: "AT",
      vatId: "ATU12345678",
    },
  });
}
