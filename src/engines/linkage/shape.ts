import { sameComponent, sameCorners } from "./shapeTable.ts";

/** By code unit, the number of the group that a character belongs to; 0 where it stands alone. */
function numbered(table: string): Uint16Array {
  const numbers = new Uint16Array(0x1_0000);
  for (const [index, group] of table.trim().split(/\s+/).entries()) {
    for (let i = 0; i < group.length; i++) numbers[group.charCodeAt(i)] = index + 1;
  }
  return numbers;
}

const components = numbered(sameComponent);
const corners = numbered(sameCorners);

/** Two characters of one component group look alike: 伟 玮. 0: no group. */
export const componentOf = (character: string): number => components[character.charCodeAt(0)] ?? 0;

/** Two characters of one four-corner code look alike: 晴 睛. 0: no group. */
export const cornersOf = (character: string): number => corners[character.charCodeAt(0)] ?? 0;
