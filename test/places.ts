/*
 * Where the people of the tests live. 普宁市 445281 with its townships and villages; 流沙东 and 流沙南 are neighbours, and what
 * belongs to one does not exist for the other.
 */
export const places = {
  county: "445281",
  east: "445281001",
  south: "445281002",
  eastVillage: "445281001001",
  southVillage: "445281002001",
} as const;

/** A child of a rural household whose parents have both been away for work since spring: left-behind, green. */
export const leftBehind = {
  name: "测试童",
  birthDate: "2014-05-01",
  sex: "female",
  "hukou.kind": "rural",
  "hukou.area": places.county,
  "father.name": "测试父",
  "father.status": ["none"],
  "father.away.state": "work",
  "father.away.since": "2024-02-20",
  "father.away.area": "440305",
  "mother.name": "测试母",
  "mother.status": ["none"],
  "mother.away.state": "work",
  "mother.away.since": "2024-02-20",
  "mother.away.area": "440305",
  "household.assistance": ["none"],
  "guardian.name": "测试祖母",
  "guardian.relation": "grandmother",
} as const;
