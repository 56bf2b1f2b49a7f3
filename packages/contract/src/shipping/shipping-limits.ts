/** The most of each that a shop can have. */
export const shippingLimits = {
  zones: 50,
  areas: 400,
  methods: 20,
  bands: 50,
  name: 80,
  days: 90,
  boxes: 30,
  /** In hundredths of a percent. */
  surchargePercent: 10_000,
};
