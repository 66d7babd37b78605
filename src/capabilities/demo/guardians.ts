import { numberOf } from "./days.ts";
import { type Facts, keyOf, type Making } from "./making.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { weighted } from "./random.ts";

type Elder = "grandmother" | "grandfather" | "maternalGrandmother" | "maternalGrandfather";

/** 96 of 100 left-behind children live with grandparents (Ministry of Civil Affairs, 2018). */
const drawCarer = weighted<Elder | "other_kin" | "not_kin">([
  ["grandmother", 44],
  ["grandfather", 30],
  ["maternalGrandmother", 14],
  ["maternalGrandfather", 8],
  ["other_kin", 3.4],
  ["not_kin", 0.6],
]);

const capacity = weighted([
  ["able", 92],
  ["semi_disabled_elder", 4.5],
  ["disabled_elder", 2],
  ["limited_capacity", 1],
  ["no_capacity", 0.5],
] as const);

const relationOf = {
  grandmother: "grandmother",
  grandfather: "grandfather",
  maternalGrandmother: "maternal_grandmother",
  maternalGrandfather: "maternal_grandfather",
} as const;

type Role = "guardian" | "carer";

function appointKin(
  { random, numbers, now }: Making,
  facts: Facts,
  role: Role,
  relation: "other_kin" | "not_kin",
): void {
  const sex = random.chance(0.4) ? "male" : "female";
  const key = keyOf[role];
  facts[key.relation] = relation;
  facts[key.name] = drawSurname(random) + drawGiven(random, sex, "parent");
  if (random.chance(0.7)) facts[key.idNumber] = numbers.resident(now - random.between(11_000, 22_000), sex);
}

/** A grown-up who looks after the child: one of the family's grandparents, else a relative or a neighbour. */
function appoint(making: Making, facts: Facts, role: Role): void {
  const { random, numbers } = making;
  const drawn = drawCarer(random);
  const elder = drawn === "other_kin" || drawn === "not_kin" ? undefined : drawn;
  const birth = elder && facts[keyOf[elder].birthDate];
  if (elder && typeof birth === "string") {
    facts[keyOf[role].relation] = relationOf[elder];
    facts[keyOf[role].name] = facts[keyOf[elder].name] ?? "";
    const sex = elder === "grandmother" || elder === "maternalGrandmother" ? "female" : "male";
    if (random.chance(0.7)) facts[keyOf[role].idNumber] = numbers.resident(numberOf(birth), sex);
  } else appointKin(making, facts, role, drawn === "not_kin" ? "not_kin" : "other_kin");
  if (random.chance(0.9)) facts[keyOf[role].phone] = numbers.phone();
}

export const able = (facts: Facts, who: "father" | "mother"): boolean => {
  const status = facts[keyOf[who].status];
  return Array.isArray(status) && status[0] === "none";
};

/** Copies who is there into the guardian's place. */
export function entrust(facts: Facts, who: "father" | "mother" | "grandmother"): void {
  facts["guardian.relation"] = who;
  for (const part of ["name", "phone", "idNumber"] as const) {
    const value = facts[keyOf[who][part]];
    if (value === undefined) delete facts[keyOf.guardian[part]];
    else facts[keyOf.guardian[part]] = value;
  }
}

/**
 * Who answers for the child: a parent; a parent while a carer looks after the child (委托照护); or kin where no parent
 * can.
 */
export function drawGuardian(making: Making, facts: Facts, who: "parent" | "carer" | "kin"): void {
  const { random } = making;
  if (who === "kin") {
    appoint(making, facts, "guardian");
    return;
  }
  const first = random.chance(0.5) ? "father" : "mother";
  entrust(facts, able(facts, first) ? first : first === "father" ? "mother" : "father");
  if (who === "parent") return;
  appoint(making, facts, "carer");
  facts["carer.capacity"] = capacity(random);
  if (random.chance(0.75)) facts["carer.agreement"] = random.chance(0.8);
}
