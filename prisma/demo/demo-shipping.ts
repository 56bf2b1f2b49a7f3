/** Amounts in minor units by currency. */
type Amounts = Readonly<Record<"eur" | "usd" | "gbp" | "jpy", number>>;

interface DemoMethod {
  name: string;
  isPickup?: boolean;
  handlingDays: number;
  days: readonly [from: number, to: number];
  basis?: "flat" | "weight" | "units";
  freeFrom?: Amounts;
  /** The carrier of the EasyPost sandbox whose price it has. */
  live?: { liveCarrier: string; liveService: string };
  /** Each band ends where the next one begins; the last one ends at `to`, or never. */
  bands: readonly { from: number; to?: number; amounts: Amounts }[];
}

interface DemoZone {
  name: string;
  countries: string;
  methods: readonly DemoMethod[];
}

const flat = (amounts: Amounts) => [{ from: 0, amounts }];

/** Where the demo label sends goods to: from Austria, to everywhere that its post goes. */
export const demoZones: readonly DemoZone[] = [
  {
    name: "Austria",
    countries: "AT",
    methods: [
      {
        name: "Standard",
        handlingDays: 1,
        days: [1, 2],
        freeFrom: { eur: 10_000, usd: 11_000, gbp: 9_000, jpy: 16_000 },
        bands: flat({ eur: 590, usd: 690, gbp: 490, jpy: 900 }),
      },
      {
        name: "Express",
        handlingDays: 0,
        days: [1, 1],
        bands: flat({ eur: 1_290, usd: 1_490, gbp: 1_090, jpy: 2_000 }),
      },
      {
        name: "Pick-up at the studio",
        isPickup: true,
        handlingDays: 1,
        days: [0, 0],
        bands: flat({ eur: 0, usd: 0, gbp: 0, jpy: 0 }),
      },
    ],
  },
  {
    name: "European Union",
    countries: "BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    methods: [
      {
        name: "Standard",
        handlingDays: 1,
        days: [3, 5],
        basis: "weight",
        freeFrom: { eur: 15_000, usd: 16_500, gbp: 13_500, jpy: 24_000 },
        bands: [
          { from: 0, amounts: { eur: 990, usd: 1_090, gbp: 890, jpy: 1_600 } },
          { from: 2_000, amounts: { eur: 1_490, usd: 1_690, gbp: 1_290, jpy: 2_400 } },
          { from: 5_000, to: 31_500, amounts: { eur: 2_490, usd: 2_790, gbp: 2_190, jpy: 4_000 } },
        ],
      },
      {
        name: "Express",
        handlingDays: 0,
        days: [1, 2],
        basis: "weight",
        bands: [
          { from: 0, amounts: { eur: 2_490, usd: 2_790, gbp: 2_190, jpy: 4_000 } },
          { from: 5_000, to: 31_500, amounts: { eur: 3_990, usd: 4_390, gbp: 3_490, jpy: 6_400 } },
        ],
      },
    ],
  },
  {
    name: "Rest of Europe",
    countries: "AD AL AX BA CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS SJ SM TR UA VA XK",
    methods: [
      {
        name: "Standard",
        handlingDays: 1,
        days: [5, 8],
        basis: "weight",
        bands: [
          { from: 0, amounts: { eur: 1_490, usd: 1_690, gbp: 1_290, jpy: 2_400 } },
          { from: 2_000, amounts: { eur: 2_290, usd: 2_590, gbp: 1_990, jpy: 3_700 } },
          { from: 5_000, to: 20_000, amounts: { eur: 3_490, usd: 3_890, gbp: 2_990, jpy: 5_600 } },
        ],
      },
      {
        name: "Express",
        handlingDays: 0,
        days: [2, 3],
        basis: "weight",
        bands: [{ from: 0, to: 20_000, amounts: { eur: 4_490, usd: 4_990, gbp: 3_890, jpy: 7_200 } }],
      },
    ],
  },
  {
    // Not served: AF BY LY MM RU SD SO SS SY YE, where the post does not go, and a few islands (AC GS IO PN SH TA TK).
    name: "World",
    countries:
      "AE AG AI AM AO AR AU AW AZ BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BW BZ CA CD CF CG CI CK CL CM CN CO CR CV CW DJ DM DO DZ EC EG ER ET FJ FK GA GD GE GF GH GL GM GN GP GQ GT GU GW GY HK HN HT ID IL IN IQ JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LK LR LS MA MF MG ML MN MO MQ MR MS MU MV MW MX MY MZ NA NC NE NG NI NP NR NU NZ OM PA PE PF PG PH PK PM PR PS PY QA RE RW SA SB SC SG SL SN SR ST SV SX SZ TC TD TG TH TJ TL TM TN TO TT TV TW TZ UG US UY UZ VC VE VG VN VU WF WS YT ZA ZM ZW",
    methods: [
      {
        name: "Airmail",
        handlingDays: 2,
        days: [7, 15],
        basis: "units",
        bands: [
          { from: 0, amounts: { eur: 1_990, usd: 2_190, gbp: 1_690, jpy: 3_200 } },
          { from: 3, amounts: { eur: 2_990, usd: 3_290, gbp: 2_590, jpy: 4_800 } },
          { from: 6, to: 21, amounts: { eur: 4_990, usd: 5_490, gbp: 4_290, jpy: 8_000 } },
        ],
      },
      {
        name: "Tracked parcel",
        handlingDays: 1,
        days: [4, 9],
        basis: "weight",
        live: { liveCarrier: "BertaLogistics", liveService: "Worldwide" },
        bands: [
          { from: 0, amounts: { eur: 2_690, usd: 2_990, gbp: 2_290, jpy: 4_300 } },
          { from: 2_000, to: 20_000, amounts: { eur: 5_490, usd: 5_990, gbp: 4_690, jpy: 8_800 } },
        ],
      },
    ],
  },
];

export const demoSender = {
  name: "Dualtrack Records",
  phone: "+43 1 2345678",
  email: "parcels@dualtrack.example",
  address: { line1: "Lange Gasse 1", line2: "", postalCode: "1080", city: "Wien", state: "", country: "AT" },
};

export const demoBoxes = [
  {
    name: "Mailer for 7-inch",
    lengthMm: 200,
    widthMm: 200,
    heightMm: 20,
    weightGrams: 60,
    maxWeightGrams: 500,
  },
  {
    name: "Mailer for LPs",
    lengthMm: 330,
    widthMm: 330,
    heightMm: 30,
    weightGrams: 140,
    maxWeightGrams: 2_000,
  },
  {
    name: "Carton for 20 LPs",
    lengthMm: 340,
    widthMm: 340,
    heightMm: 160,
    weightGrams: 420,
    maxWeightGrams: 10_000,
  },
];
