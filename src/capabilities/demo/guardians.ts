import { fromDayNumber } from "#kernel/day.ts";
import type { Facts, Making } from "./family.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { weighted } from "./random.ts";

/** 96 of 100 left-behind children live with grandparents (Ministry of Civil Affairs, 2018). */
const drawCarer = weighted([
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
]);

const relationOf: Readonly<Record<string, string>> = {
  maternalGrandmother: "maternal_grandmother",
  maternalGrandfather: "maternal_grandfather",
};

/** A grown-up who looks after the child; grandparents are those of the family. */
function appoint({ random, numbers, now }: Making, facts: Facts, role: "guardian" | "carer"): void {
  let who = drawCarer(random);
  if (facts[`${who}.name`] === undefined) who = facts["grandmother.name"] === undefined ? "other_kin" : "grandmother";
  const sex = /father/i.test(who) || (who.endsWith("kin") && random.chance(0.4)) ? "male" : "female";
  facts[`${role}.relation`] = relationOf[who] ?? who;
  facts[`${role}.name`] = facts[`${who}.name`] ?? drawSurname(random) + drawGiven(random, sex, "parent");
  if (random.chance(0.9)) facts[`${role}.phone`] = numbers.phone();
  const birth = facts[`${who}.birthDate`];
  const born = typeof birth === "string" ? birth : fromDayNumber(now - random.between(30 * 365, 60 * 365));
  if (random.chance(0.7)) facts[`${role}.idNumber`] = numbers.resident(born, sex);
}

/** Copies a parent who is there into the guardian's place. */
function ownParent({ random }: Making, facts: Facts): void {
  const present = (["father", "mother"] as const).filter((who) => facts[`${who}.status`]?.toString() === "none");
  const who = present.length === 2 ? random.pick(present) : (present[0] ?? "mother");
  facts["guardian.relation"] = who;
  for (const key of ["name", "phone", "idNumber"]) {
    const value = facts[`${who}.${key}`];
    if (value !== undefined) facts[`guardian.${key}`] = value;
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
  ownParent(making, facts);
  if (who === "parent") return;
  appoint(making, facts, "carer");
  facts["carer.capacity"] = capacity(random);
  if (random.chance(0.75)) facts["carer.agreement"] = random.chance(0.8);
}
