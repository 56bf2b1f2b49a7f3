import type { Page } from "@playwright/test";

/** The wallet's button at the top of the checkout, and the sheet that it opens. */
export function walletOn(page: Page) {
  const sheet = page.frameLocator('iframe[title="Sandbox Pay"]');
  return {
    button: page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole("button"),
    sheet,
    payButton: sheet.getByRole("button", { name: /^Pay €/ }),
    shipTo: (who: RegExp) => choose(sheet.getByLabel("Ship to"), who),
    payWith: (card: RegExp) => choose(sheet.getByLabel("Pay with"), card),
  };
}

async function choose(list: ReturnType<Page["locator"]>, name: RegExp): Promise<void> {
  const option = list.getByRole("option", { name });
  await list.selectOption((await option.textContent()) ?? "");
}
