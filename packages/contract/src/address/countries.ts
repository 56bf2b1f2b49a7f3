/** Every country that an address can be in: ISO 3166-1 alpha-2, and XK for Kosovo. */
export const countryCodes = tokens(
  "AC AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW",
);

/** How an address is written in a country. */
export interface AddressFormat {
  postalCode: "required" | "optional" | "none";
  /** The name of the postal code in this country. */
  postalCodeName: string;
  /** One example of each format of the country's codes. Empty: any text is accepted. */
  postalCodeExamples: readonly string[];
  cityName: string;
  /** False where the whole country is one city. */
  needsCity: boolean;
  /** The name of the country's first-level division, if addresses contain it; else null. */
  stateName: string | null;
  needsState: boolean;
  /** Where the postal code is written: before the city, after it, or on a line below. */
  postalCodePlace: "before" | "after" | "below";
}

export function addressFormatOf(country: string): AddressFormat {
  const examples = own(postalCodeExamples, country);
  return {
    postalCode: withoutPostalCode.has(country)
      ? "none"
      : examples && !mayLackCode.has(country)
        ? "required"
        : "optional",
    postalCodeName: own(postalCodeNames, country) ?? "Postal code",
    postalCodeExamples: examples?.split("|") ?? [],
    cityName: own(cityNames, country) ?? "City",
    needsCity: !oneCity.has(country),
    stateName: own(stateNames, country) ?? null,
    needsState: needsState.has(country),
    postalCodePlace: codeAfterCity.has(country) ? "after" : codeBelowCity.has(country) ? "below" : "before",
  };
}

// The tables come from the Universal Postal Union's country pages and the address data of Google's libaddressinput. Where
// these are unclear, or many people have no code, a country is in neither of the next two tables: it takes any code or none.

const withoutPostalCode = new Set(
  tokens(
    "AE AG AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GM GQ GY HK JM KI KM KN LY ML MO MR MW NR NU QA RW SB SC SL SR SS ST SX TD TG TK TL TO TV UG VU WS YE ZW",
  ),
);

/** Countries whose codes have a format, but where many people don't know their code. */
const mayLackCode = new Set(["IE"]);

/** A digit stands for any digit, a letter for any letter. Spaces and hyphens are part of the format. */
const postalCodeExamples: Readonly<Record<string, string>> = {
  AD: "AD500",
  AL: "1001",
  AM: "0010|370010",
  AR: "1425|C1425CLA",
  AT: "1010",
  AU: "2000",
  AX: "22100",
  BA: "71000",
  BD: "1000",
  BE: "1000",
  BG: "1000",
  BL: "97133",
  BR: "01310-100",
  BY: "220050",
  CA: "K1A 0B1",
  CH: "8001",
  CN: "100000",
  CY: "1010",
  CZ: "110 00",
  DE: "10115",
  DK: "1050",
  DZ: "16000",
  EE: "10111",
  ES: "28001",
  FI: "00100",
  FO: "100",
  FR: "75001",
  GB: "M1 1AE|B33 8TH|CR2 6XH|DN55 1PT|W1A 0AX|EC1A 1BB",
  GE: "0101",
  GF: "97300",
  GG: "GY1 1AA|GY10 1AA",
  GL: "3900",
  GP: "97100",
  GR: "105 57",
  GU: "96910|96910-1234",
  HR: "10000",
  HU: "1011",
  ID: "10110",
  IE: "D02 X285",
  IL: "6120101|61201",
  IM: "IM1 1AA|IM99 1AA",
  IN: "110001",
  IS: "101",
  IT: "00118",
  JE: "JE2 3XP",
  JP: "100-0001",
  KR: "03187",
  KZ: "010000|A10A0A0",
  LI: "9490",
  LT: "01103",
  LU: "1111",
  LV: "1010",
  MA: "10000",
  MC: "98000",
  MD: "2001",
  ME: "81000",
  MF: "97150",
  MK: "1000",
  MQ: "97200",
  MT: "VLT 1117",
  MX: "06000",
  MY: "50000",
  NC: "98800",
  NL: "1012 AB",
  NO: "0150",
  NZ: "6011",
  PF: "98714",
  PH: "1000",
  PK: "44000",
  PL: "00-950",
  PM: "97500",
  PR: "00901|00901-1234",
  PT: "1000-205|1000",
  RE: "97400",
  RO: "010011",
  RS: "11000|110000",
  RU: "101000",
  SE: "111 22",
  SG: "018956",
  SI: "1000",
  SJ: "9170",
  SK: "811 01",
  SM: "47890",
  TH: "10200",
  TN: "1000",
  TR: "06100",
  TW: "100|10048|100410",
  UA: "01001",
  US: "94103|94103-1234",
  UY: "11000",
  VA: "00120",
  WF: "98600",
  YT: "97600",
  ZA: "0001",
};

const postalCodeNames: Readonly<Record<string, string>> = {
  AU: "Postcode",
  BR: "CEP",
  GB: "Postcode",
  GG: "Postcode",
  GU: "ZIP code",
  IE: "Eircode",
  IM: "Postcode",
  IN: "PIN code",
  JE: "Postcode",
  MY: "Postcode",
  NL: "Postcode",
  NZ: "Postcode",
  PH: "ZIP code",
  PR: "ZIP code",
  US: "ZIP code",
};

const cityNames: Readonly<Record<string, string>> = {
  AU: "Suburb",
  GB: "Town or city",
  GG: "Parish",
  HK: "District",
  IE: "Town or city",
  IM: "Town or city",
  JE: "Parish",
  NZ: "Town or city",
};

const oneCity = new Set(tokens("GI HK MC MO NR SG VA"));

const stateNames: Readonly<Record<string, string>> = {
  AE: "Emirate",
  AM: "Province",
  AR: "Province",
  AU: "State or territory",
  BB: "Parish",
  BR: "State",
  BS: "Island",
  BY: "Region",
  CA: "Province or territory",
  CL: "Region",
  CN: "Province",
  CO: "Department",
  CR: "Province",
  CV: "Island",
  EG: "Governorate",
  ES: "Province",
  HK: "Area",
  HN: "Department",
  ID: "Province",
  IE: "County",
  IN: "State",
  IQ: "Province",
  IT: "Province",
  JM: "Parish",
  JP: "Prefecture",
  KI: "Island",
  KN: "Island",
  KR: "Province",
  KY: "Island",
  KZ: "Region",
  MN: "Province",
  MX: "State",
  MY: "State",
  MZ: "Province",
  NG: "State",
  NI: "Department",
  PA: "Province",
  PE: "Region",
  PF: "Island",
  PG: "Province",
  PH: "Province",
  RO: "County",
  RU: "Region",
  SC: "Island",
  SO: "Region",
  SR: "District",
  SV: "Department",
  TH: "Province",
  TR: "Province",
  TV: "Island",
  TW: "County",
  UA: "Region",
  US: "State",
  UY: "Department",
  UZ: "Region",
  VE: "State",
  VN: "Province",
};

const needsState = new Set(tokens("AU BR CA IN JP MX US"));

const codeAfterCity = new Set(
  tokens(
    "AU BB BD BH BM BN BT CA CO GU ID IL IN JO KH KY LB LS MM MN MT MV NG NP NZ PE PG PK PR SA SG SO TH TW US VC VE VN",
  ),
);

const codeBelowCity = new Set(
  tokens("AC AF AI AR BR CR CU EG FK GB GG GI GS IE IM IO IQ JE JP KE KR LK NA PN RU SH SZ TA TC UA VG ZA"),
);

/** The table's own entry: the country comes from outside, and must not find `constructor`. */
function own<Value>(table: Readonly<Record<string, Value>>, country: string): Value | undefined {
  return Object.hasOwn(table, country) ? table[country] : undefined;
}

function tokens(text: string): string[] {
  return text.split(" ");
}
