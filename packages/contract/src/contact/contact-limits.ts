/**
 * The longest name and phone number, in characters. Stripe takes a phone number of 20.
 * @see https://docs.stripe.com/js/elements_object/create_payment_element#payment_element_create-options-defaultValues
 */
export const contactLimits = { name: 120, phone: 20 };
