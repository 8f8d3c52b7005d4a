/** Where every bet lies on the felt. The names are those of the rules; all of them are here, once. */

export const NUMBERS = [4, 5, 6, 8, 9, 10] as const;

/** Rows of the box over the numbers: family and what is written beside it. */
export const BOX: readonly (readonly [family: string, label: string])[] = [
  ["DONT_COME_ODDS", "Don’t Come odds"],
  ["COME_ODDS", "Come odds"],
  ["LAY", "Lay"],
  ["BUY", "Buy"],
  ["PLACE", "Place"],
  ["PLACE_TO_LOSE", "Place to lose"],
  ["PUT", "Put"],
  ["PASS_ODDS", "Pass odds"],
  ["DONT_PASS_ODDS", "Don’t Pass odds"],
];

export interface Group {
  readonly title: string;
  readonly name: string;
  /** Type and what is written in its field. */
  readonly bets: readonly (readonly [type: string, label: string])[];
}

const HOPS: (readonly [string, string])[] = [];
for (let one = 1; one <= 6; one++) {
  for (let other = one; other <= 6; other++) {
    HOPS.push([`HOP_${one}_${other}`, `${one}-${other}`]);
  }
}

export const GROUPS: readonly Group[] = [
  {
    title: "Lines",
    name: "lines",
    bets: [
      ["COME", "Come"],
      ["DONT_COME", "Don’t Come"],
      ["FIELD", "Field"],
      ["BIG_6", "Big 6"],
      ["BIG_8", "Big 8"],
      ["PASS", "Pass line"],
      ["DONT_PASS", "Don’t Pass"],
    ],
  },
  {
    title: "Hardways",
    name: "hard",
    bets: [
      ["HARD_4", "2-2"],
      ["HARD_6", "3-3"],
      ["HARD_8", "4-4"],
      ["HARD_10", "5-5"],
    ],
  },
  {
    title: "One roll",
    name: "one-roll",
    bets: [
      ["ANY_SEVEN", "Any 7"],
      ["ANY_CRAPS", "Any craps"],
      ["C_AND_E", "C & E"],
      ["THREE_WAY", "Three-way"],
      ["ACES", "Aces 2"],
      ["ACE_DEUCE", "Ace-Deuce 3"],
      ["YO", "Yo 11"],
      ["BOXCARS", "Boxcars 12"],
      ["HI_LO", "Hi-Lo"],
      ["HORN", "Horn"],
      ["WORLD", "World"],
      ["HORN_HIGH_2", "Horn high 2"],
      ["HORN_HIGH_3", "Horn high 3"],
      ["HORN_HIGH_11", "Horn high 11"],
      ["HORN_HIGH_12", "Horn high 12"],
    ],
  },
  { title: "Hops", name: "hops", bets: HOPS },
  {
    title: "The whole hand",
    name: "hand",
    bets: [
      ["SMALL", "Small"],
      ["ALL", "All"],
      ["TALL", "Tall"],
      ["FIRE", "Fire"],
    ],
  },
  {
    title: "Repeaters",
    name: "repeaters",
    bets: [2, 3, 4, 5, 6, 8, 9, 10, 11, 12].map((n) => [`REPEATER_${n}`, String(n)] as const),
  },
];

/** Every type on the felt. */
export function allTypes(): string[] {
  const box = BOX.flatMap(([family]) => NUMBERS.map((number) => `${family}_${number}`));
  return [...box, ...GROUPS.flatMap((group) => group.bets.map(([type]) => type))];
}
