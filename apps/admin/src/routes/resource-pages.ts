export { BookingsRoute } from "./bookings.tsx";
export { HoursRoute } from "./hours.tsx";
export { ResourceRoute } from "./resource.tsx";
export { ResourcesRoute } from "./resources.tsx";
