// @ts-check
/** @typedef {{ type?: "tabs" | "accordion" | "auto", defaultCollapsed?: boolean, radios?: boolean | string, spacedAccordionItems?: boolean, visibleAccordionItemsCount?: number, paymentMethodLogoPosition?: "start" | "end" }} LayoutOptions */

/**
 * The option `layout` of the Payment Element with Stripe's defaults: an accordion, closed when there is a choice.
 * https://docs.stripe.com/changelog/basil/2025-03-31/default-layout-of-payment-element
 * @param {LayoutOptions | NonNullable<LayoutOptions["type"]>} [wanted] @param {number} [count] of ways to pay
 */
export function readLayout(wanted = "auto", count = 1) {
  const layout = typeof wanted === "string" ? { type: wanted } : wanted;
  const isTabs = layout.type === "tabs";
  const { radios = "auto" } = layout;
  return {
    isTabs,
    isCollapsed: layout.defaultCollapsed ?? (!isTabs && count > 1),
    hasRadios:
      radios === "always" || radios === true || (radios !== "never" && radios !== false && count > 1),
    isSpaced: Boolean(layout.spacedAccordionItems),
    visible: layout.visibleAccordionItemsCount || 5,
    markPosition: layout.paymentMethodLogoPosition ?? "start",
  };
}
