export const address = {
  line1: "Hauptstr. 1",
  line2: "4th floor",
  city: "Berlin",
  state: "BE",
  postal_code: "10115",
  country: "DE",
};
