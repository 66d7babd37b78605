import type { ReferralShown, SearchShown } from "#capabilities/referral/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";

export const foundText = (found: boolean | null): string =>
  found === null ? "查找中" : found ? "已找到" : "仍下落不明";

const termText = ({ registeredOn, registration, missingFrom, months }: SearchShown): string =>
  registeredOn === null || missingFrom === null
    ? `公安机关还没有登记受理；自登记受理之日起查找 ${months} 个月。`
    : `${longDay(registeredOn)}登记受理${registration === "" ? "" : `（${registration}）`}，${longDay(missingFrom)}起可以出具下落不明的回执单。`;

/** How far a search for parents has come, and its receipt once there is one. */
export function SearchLife({ shown }: { readonly shown: ReferralShown }) {
  const { search, childId, no } = shown;
  if (!search) return null;
  const answered = search.parents.some(({ found }) => found !== null);
  return (
    <>
      <h3 className="referral-head">查找情况</h3>
      <p className="muted">{termText(search)}</p>
      {search.registeredOn !== null && search.registeredOn < shown.sentOn && (
        <p className="said">
          公安机关填写的登记受理日期早于申请查找之日（{longDay(shown.sentOn)}
          ），查找期限按此前的登记起算；核实时请对照编号。
        </p>
      )}
      <ul className="plain">
        {search.parents.map(({ who, title, name, found }) => (
          <li key={who}>
            {title} {name}：<b>{foundText(found)}</b>
          </li>
        ))}
      </ul>
      {answered && (
        <p>
          <a href={linkTo(`receipt/${childId}/${no}`)}>打开回执单（A4 打印）</a>
        </p>
      )}
    </>
  );
}
