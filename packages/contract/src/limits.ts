/** The most of one variant a cart takes. */
export const maxLineQuantity = 10;

/** The most lines a cart takes. */
export const maxCartLines = 100;

/**
 * The most that one payment can be, in minor units: eight digits.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export const maxPaymentAmount = 99_999_999;

/**
 * The least that one payment can be, in minor units of the currency; Stripe has the last word, as its minimum is that
 * of the currency that is paid out.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export const minPaymentAmounts: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
  usd: 50,
};

/** The most orders that staff get at once. */
export const maxPageOfOrders = 100;

/** News of a list are counted up to here; more is "99+". */
export const maxNewsCount = 100;

/** The most pictures a product takes. */
export const maxPictures = 12;

/** The largest file that is taken as a picture. */
export const maxPictureBytes = 10 * 1024 * 1024;

/** The most pixels a picture may have once it is unpacked. */
export const maxPicturePixels = 50_000_000;

/** The longest parts of an address, in characters: what fits on a parcel's label, and less than Stripe takes (5,000). */
export const addressLimits = { line: 200, city: 100, state: 100, postalCode: 20 };

/**
 * The longest name and phone number, in characters. Stripe takes a phone number of 20.
 * @see https://docs.stripe.com/js/elements_object/create_payment_element#payment_element_create-options-defaultValues
 */
export const contactLimits = { name: 120, phone: 20 };

/**
 * The longest note to the shop, in characters: as much as a value of Stripe's metadata.
 * @see https://docs.stripe.com/metadata#data
 */
export const maxNoteLength = 500;

/** Characters of a dispute's evidence: of one field, and of all together. */
export const maxEvidenceField = 20_000;
export const maxEvidence = 150_000;

/** The most calls that one request to the API may make. */
export const maxCallsPerRequest = 10;

/** The longest address of a request to the API, in characters. */
export const maxApiAddress = 8_000;
