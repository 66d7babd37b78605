import type { Day } from "#kernel/day.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { generateChildren } from "#capabilities/demo/index.ts";
import { type FilledRow, filledSurvey } from "#capabilities/survey/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { county, type Ground, seed } from "./ground.ts";

interface Place {
  readonly code: string;
  readonly name: string;
}

/** Villages as a township writes them: with the township's name before their own. */
async function placesOf({ database }: Ground, day: Day): Promise<Place[]> {
  const places: Place[] = [];
  for (const township of await childrenOf(database.owner, county, day)) {
    const villages = await childrenOf(database.owner, township.code, day);
    places.push(...villages.map((village) => ({ code: village.code, name: township.name + village.name })));
  }
  return places;
}

function* filled(places: readonly Place[], count: number, day: Day): Generator<FilledRow> {
  const names = new Map(places.map((place) => [place.code, place.name]));
  for (const child of generateChildren({ seed, count, villages: places, today: day })) {
    const areas = Object.entries(child.facts).flatMap(([key, value]) =>
      key.endsWith(".area") ? [[key, String(value)]] : [],
    );
    yield {
      village: names.get(child.area) ?? "",
      facts: child.facts,
      areas: Object.fromEntries(areas),
      surveyedOn: child.day,
    };
  }
}

/** A filled survey workbook of so many made-up children, as an office would hand it in. */
export async function writeSurvey(ground: Ground, file: string, count: number, day: Day): Promise<void> {
  const places = await placesOf(ground, day);
  await saveWorkbook(file, filledSurvey(filled(places, count, day)));
}
