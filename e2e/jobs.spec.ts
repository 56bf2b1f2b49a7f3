import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** Jobs whose attempts are used up. Nobody works at these: their time is far away. */
async function addDead(shop: ShopProcess, task: string, count: number): Promise<void> {
  await shop.sql(
    `select from generate_series(1, $2::integer) n,
       lateral graphile_worker.add_job($1, '{}'::json, job_key := $1 || ':' || n, run_at := now() + interval '1 day')`,
    [task, String(count)],
  );
  await shop.sql(
    `select from graphile_worker.permanently_fail_jobs(
       array(select id from graphile_worker.jobs where key like $1 || ':%'), 'No such thing, says key sk_test_secret123')`,
    [task],
  );
}

test("staff find dead jobs, read why, give up one with a reason, and retry the rest", async ({
  page,
  shop,
}) => {
  await addDead(shop, "update-exchange-rates", 2);
  await addDead(shop, "send-refund", 1);
  const clerk = new Clerk(page);
  await clerk.open("/admin/jobs?state=dead");
  const table = page.getByRole("table", { name: "Failed jobs" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table).toContainText("says key sk_test_(hidden)");
  await expectAccessible(page);

  // A refund is money: nobody else would send it.
  const refund = table.getByRole("row").filter({ hasText: "Send a refund" });
  await refund.getByRole("button", { name: "Give up…" }).click({ force: true }); // it says why not, as it is no disabled one
  await expect(page.getByText("so it can't be given up").last()).toBeVisible();

  await page.getByRole("button", { name: "Read exchange rates (2)" }).click();
  await expect(page).toHaveURL(/state=dead&task=update-exchange-rates/);
  await expect(table.getByRole("row")).toHaveCount(3);
  await table.getByRole("button", { name: "Give up…" }).first().click();
  await expectAccessible(page);
  await clerk.dialog.getByRole("button", { name: "Give it up" }).click();
  await expect(clerk.dialog).toContainText("The reason is missing");
  await clerk.dialog.getByLabel("Reason").fill("The feed has moved");
  await clerk.dialog.getByRole("button", { name: "Give it up" }).click();
  await expect(page.getByText("given up. It is not tried again.")).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(2);

  await page.getByRole("button", { name: "Retry all of the list" }).click();
  await clerk.dialog.getByRole("button", { name: "Retry 1 job" }).click();
  await expect(page.getByText("1 job is being tried again.")).toBeVisible();
  await expect(page.getByText("No job matches")).toBeVisible();
  expect(await shop.sql("select action from audit_entry where action like 'job.%' order by at, id")).toEqual([
    { action: "job.discard" },
    { action: "job.retry" },
  ]);
  await clerk.open("/admin/audit?action=job.discard");
  await expect(page.getByRole("table")).toContainText("Gave up");
});
