/** Days of one answer about when a service can be booked: a month's sheet of a calendar. */
export const slotDays = 42;

/** Days in which one question looks for the next free time: whoever wants to look further asks again, from there on. */
export const searchDays = 3 * slotDays;

/** What staff can set of services and of the rooms and people that they take, at most. */
export const serviceLimits = {
  /** Minutes, of one booking of a variant. */
  durationMinutes: { min: 5, max: 1_440 },
  /** Minutes that the resource is kept free before and after a booking. */
  bufferMinutes: { min: 0, max: 720 },
  /** Customers at one time in one resource. */
  capacity: { min: 1, max: 500 },
  /** Minutes between two times that are offered. */
  stepMinutes: { min: 5, max: 1_440 },
  /** Minutes between the order and the booking, at least: 90 days. */
  leadMinutes: { min: 0, max: 129_600 },
  /** Days from today on which it can be booked. */
  horizonDays: { min: 1, max: 366 },
  /** Days from today on which staff can book it for a customer: two years. */
  staffHorizonDays: 731,
  /** Hours before the booking until which it is cancelled free of charge: 90 days. */
  freeCancelHours: { min: 0, max: 2_160 },
  /** The percentage of the price that is kept of a booking that is cancelled later. */
  lateKeepPercent: { min: 0, max: 100 },
  /** Hours before the booking at which its customer is reminded; 0: never. */
  reminderHours: { min: 0, max: 168 },
  /** Resources of the shop. */
  resources: 100,
  resourceName: 80,
  /** Times at which it opens on one day. */
  openingsOfDay: 6,
  /** Days that differ from the week. */
  exceptions: 200,
  exceptionName: 80,
  /** Blocks of one resource that have not ended. */
  blocks: 500,
  blockReason: 200,
};
