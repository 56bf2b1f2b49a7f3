// @ts-check
/**
 * Made-up customers of the sandbox's wallet. The order is that of the list.
 * @typedef {{ name: string, email: string, phone: string, address: Record<"line1" | "city" | "state" | "postal_code" | "country", string> & { line2: string | null } }} Person
 * @type {Person[]}
 */
export const people = [
  {
    name: "Ada Example",
    email: "ada@example.com",
    phone: "+43 1 234 56 78",
    address: {
      ...{ line1: "1 Long Road", line2: null, city: "Vienna", state: "", postal_code: "1010", country: "AT" },
    },
  },
  {
    name: "Toni Muster",
    email: "toni@example.com",
    phone: "+49 30 901 82 00",
    address: {
      ...{ line1: "Musterweg 12", line2: "Hinterhaus", city: "Berlin", state: "" },
      ...{ postal_code: "10119", country: "DE" },
    },
  },
  {
    name: "Robin Sample",
    email: "robin@example.com",
    phone: "+44 20 7946 0000",
    address: {
      ...{
        line1: "2 Sample Lane",
        line2: null,
        city: "London",
        state: "",
        postal_code: "SW1A 1AA",
        country: "GB",
      },
    },
  },
  {
    name: "Sam Specimen",
    email: "sam@example.com",
    phone: "+1 415 555 0100",
    address: {
      ...{ line1: "300 Specimen Street", line2: "Apt 4", city: "San Francisco", state: "CA" },
      ...{ postal_code: "94107", country: "US" },
    },
  },
  {
    name: "Kim Placeholder",
    email: "kim@example.com",
    phone: "+61 2 5550 0000",
    address: {
      ...{ line1: "5 Placeholder Parade", line2: null, city: "Sydney", state: "NSW" },
      ...{ postal_code: "2000", country: "AU" },
    },
  },
];

/**
 * What a wallet tells the shop of an address before the customer has paid: enough to price it. British and Canadian postal
 * codes are cut to their first part.
 * @param {Person["address"]} address
 */
export function hiddenAddress({ city, state, postal_code: code, country }) {
  const isCut = country === "GB" || country === "CA";
  const postal_code = isCut ? (code.split(" ")[0] ?? "") : code;
  return { city, state, postal_code, country };
}
