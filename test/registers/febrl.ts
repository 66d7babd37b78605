import { Dice, Urn, zipf } from "./chance.ts";

/*
 * Files of the shape of Febrl's generator (Christen 2008), which the public test files febrl1 to febrl4 come from: the same
 * columns, values behind a blank, the same kinds of modifications. The public files themselves are not here: they cannot
 * be fetched by a build, so what is measured on these is of that shape and no more.
 */
export const febrlHeads = "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id".split(","); // prettier-ignore

export const febrlYaml = `id: rec_id
fields:
  - { name: given_name, type: name.latin }
  - { name: surname, type: name.latin }
  - { name: date_of_birth, type: date }
  - { name: soc_sec_id, type: code }
  - { name: street_number, type: code }
  - { name: address_1, type: text }
  - { name: address_2, type: text }
  - { name: suburb, type: text }
  - { name: postcode, type: code }
  - { name: state, type: code }
`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

const given = new Urn(zipf(words(`emily jack joshua thomas lachlan sophie samuel emiily jessica james isabella joshua olivia matthew benjamin
  georgia william chloe daniel ella ethan hannah nicholas sarah liam grace alexander ruby mitchell jasmine harry charlotte noah caitlin
  ryan mia jordan lucy luke amelia jacob zoe dylan madison riley holly michael taylor cooper alicia hayden tahlia caleb abbey connor
  bailey kayla max erin tyler alexandra blake imogen adam eliza jake brianna zachary lily isaac phoebe angus rebecca nathan lauren oscar
  maddison lewis keely callum teagan aidan monique hamish courtney jayden claire finn annabelle sam paige charlie rachel kai natasha
  finlay kirra brodie talia harrison bethany levi tiahana edward stephanie christian amber jesse mikayla patrick gabrielle xavier laura`), 0.6)); // prettier-ignore
const heads = words("har mor cam clar webb tho rob mat pat wil jen bar ste har don hen ric whit nor ful stan hol ash wood brad craw dun fer gil hart jack kel law mac nel pal rey sim tur wal"); // prettier-ignore
const tails = words("ris gan eron kson ster mas inson thews erson liams kins nard vens dings nelly derson hards lock ton ler ford land ley cock shaw well can guson bert man son ly rence kay son mer nolds mons ner lace"); // prettier-ignore
const surnames = new Urn(zipf(["white", "campbell", "clarke", "webb", "green", "ryan", "nguyen", "smith", "coleman", ...heads.flatMap((head) => tails.map((tail) => head + tail))], 0.5)); // prettier-ignore
const streets = heads.flatMap((head) => ["street", "place", "crescent", "circuit", "avenue"].map((kind) => `${head}${tails[head.length % tails.length]} ${kind}`)); // prettier-ignore
const localities = tails.flatMap((tail) => ["villa", "glen", "rosetta", "brentwood", "the willows", "sec"].map((head) => `${head} ${tail}field`)); // prettier-ignore
const suburbs = heads.flatMap((head) =>
  ["ville", "burn", "ton heights", " bay", "field north"].map((tail) => head + tail),
);
const states = new Urn([["nsw", 33], ["vic", 25], ["qld", 20], ["wa", 10], ["sa", 8], ["tas", 2], ["act", 2], ["nt", 1]] as const); // prettier-ignore

const digits = (dice: Dice, count: number): string => Array.from({ length: count }, () => dice.below(10)).join("");

function person(dice: Dice): string[] {
  const date = `19${digits(dice, 2)}${String(dice.between(1, 12)).padStart(2, "0")}${String(dice.between(1, 28)).padStart(2, "0")}`;
  const rare = (share: number, value: string): string => (dice.happens(share) ? "" : value);
  return [
    rare(0.02, given.draw(dice)),
    rare(0.01, surnames.draw(dice)),
    rare(0.03, String(dice.between(1, 300))),
    rare(0.02, dice.one(streets)),
    rare(0.15, dice.one(localities)),
    rare(0.01, dice.one(suburbs)),
    digits(dice, 4),
    rare(0.01, states.draw(dice)),
    rare(0.02, date),
    digits(dice, 7),
  ];
}

/** Which fields are modified, and how often: Febrl's own weights, roughly. */
const often = new Urn([[0, 12], [1, 14], [2, 8], [3, 12], [4, 8], [5, 10], [6, 8], [7, 4], [8, 12], [9, 6]] as const); // prettier-ignore

function modified(dice: Dice, value: string): string {
  const at = dice.below(Math.max(1, value.length));
  const letter = /^\d*$/.test(value) ? String(dice.below(10)) : dice.one(Array.from("abcdefghijklmnopqrstuvwxyz"));
  const kind = dice.below(10);
  if (kind === 0 || value === "") return "";
  if (kind <= 3) return value.slice(0, at) + letter + value.slice(at + 1);
  if (kind <= 5) return value.slice(0, at) + letter + value.slice(at);
  if (kind <= 7) return value.slice(0, at) + value.slice(at + 1);
  return (
    value.slice(0, at) +
    value
      .slice(at, at + 2)
      .split("")
      .toReversed()
      .join("") +
    value.slice(at + 2)
  );
}

function duplicate(dice: Dice, original: readonly string[], most: number): string[] {
  const copy = [...original];
  for (let count = dice.between(1, most); count > 0; count--) {
    const field = often.draw(dice);
    if (field <= 1 && dice.happens(0.1)) [copy[0], copy[1]] = [copy[1] ?? "", copy[0] ?? ""];
    else copy[field] = modified(dice, copy[field] ?? "");
  }
  return copy;
}

const line = (id: string, cells: readonly string[]): string[] => [id, ...cells.map((cell) => ` ${cell}`)];

/** Two files as febrl4: each original on the left has one duplicate on the right. The truth is in the ids' numbers. */
export function drawFebrl4(seed: number, count: number): { left: string[][]; right: string[][] } {
  const dice = new Dice(seed);
  const people = Array.from({ length: count }, () => person(dice));
  const left = people.map((cells, n) => line(`rec-${n}-org`, cells));
  const right = people.map((cells, n) => line(`rec-${n}-dup-0`, duplicate(dice, cells, 4)));
  dice.shuffle(left);
  dice.shuffle(right);
  return { left, right };
}

/** One file as febrl3: two originals to three duplicates, up to five of one, up to ten modifications each. */
export function drawFebrl3(seed: number, count: number): string[][] {
  const dice = new Dice(seed);
  const rows: string[][] = [];
  const copies = new Urn([[0, 2], [1, 4], [2, 2], [3, 1.3], [4, 1], [5, 0.8]] as const); // prettier-ignore
  for (let n = 0; rows.length < count; n++) {
    const cells = person(dice);
    rows.push(line(`rec-${n}-org`, cells));
    for (let copy = copies.draw(dice) - 1; copy >= 0; copy--)
      rows.push(line(`rec-${n}-dup-${copy}`, duplicate(dice, cells, 10)));
  }
  dice.shuffle(rows);
  return rows;
}

/** Two rows are one person where their ids' numbers are the same. */
export const febrlPerson = (id: string): string => id.split("-")[1] ?? "";
