import { type Address, addressLines, countryName } from "@dualtrack/contract";

interface PostalAddressProps {
  name: string | null;
  address: Address;
}

/** An address as it is written on a parcel. */
export function PostalAddress({ name, address }: PostalAddressProps) {
  const lines = [name, ...addressLines(address), countryName(address.country)].filter(Boolean);
  return <address className="whitespace-pre-line not-italic wrap-anywhere">{lines.join("\n")}</address>;
}
