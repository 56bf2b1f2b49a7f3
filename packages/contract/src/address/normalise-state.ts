/**
 * A state in the one spelling in which states are compared: the code where the country's states have codes that people
 * know ("california" is "CA"), else the text in capitals without accents and punctuation.
 */
export function normaliseState(country: string, text: string): string {
  const written = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toUpperCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
  return codesByName.get(country)?.get(written) ?? written;
}

function byName(table: string): ReadonlyMap<string, string> {
  return new Map(
    table.split("|").map((entry) => {
      const [code = "", name = ""] = entry.split(/ (.*)/);
      return [name, code];
    }),
  );
}

/** The codes of states by their names, of countries whose addresses are written with codes as well as with names. */
const codesByName: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "US",
    byName(
      "AL ALABAMA|AK ALASKA|AZ ARIZONA|AR ARKANSAS|CA CALIFORNIA|CO COLORADO|CT CONNECTICUT|DE DELAWARE|DC DISTRICT OF COLUMBIA|FL FLORIDA|GA GEORGIA|HI HAWAII|ID IDAHO|IL ILLINOIS|IN INDIANA|IA IOWA|KS KANSAS|KY KENTUCKY|LA LOUISIANA|ME MAINE|MD MARYLAND|MA MASSACHUSETTS|MI MICHIGAN|MN MINNESOTA|MS MISSISSIPPI|MO MISSOURI|MT MONTANA|NE NEBRASKA|NV NEVADA|NH NEW HAMPSHIRE|NJ NEW JERSEY|NM NEW MEXICO|NY NEW YORK|NC NORTH CAROLINA|ND NORTH DAKOTA|OH OHIO|OK OKLAHOMA|OR OREGON|PA PENNSYLVANIA|RI RHODE ISLAND|SC SOUTH CAROLINA|SD SOUTH DAKOTA|TN TENNESSEE|TX TEXAS|UT UTAH|VT VERMONT|VA VIRGINIA|WA WASHINGTON|WV WEST VIRGINIA|WI WISCONSIN|WY WYOMING|PR PUERTO RICO",
    ),
  ],
  [
    "CA",
    byName(
      "AB ALBERTA|BC BRITISH COLUMBIA|MB MANITOBA|NB NEW BRUNSWICK|NL NEWFOUNDLAND AND LABRADOR|NS NOVA SCOTIA|NT NORTHWEST TERRITORIES|NU NUNAVUT|ON ONTARIO|PE PRINCE EDWARD ISLAND|QC QUEBEC|SK SASKATCHEWAN|YT YUKON",
    ),
  ],
  [
    "AU",
    byName(
      "ACT AUSTRALIAN CAPITAL TERRITORY|NSW NEW SOUTH WALES|NT NORTHERN TERRITORY|QLD QUEENSLAND|SA SOUTH AUSTRALIA|TAS TASMANIA|VIC VICTORIA|WA WESTERN AUSTRALIA",
    ),
  ],
]);
