/** @jsxImportSource preact */
import { dayText } from "../days.ts";
import { text } from "../language/text.ts";
import { WaitingLine } from "../parts/WaitingLine.tsx";
import { useSession } from "../session.ts";

/** What departments say they have done: somebody of the village looks whether it is so, with the child itself. */
export function ChecksWaiting() {
  const { me } = useSession();
  if (!me.permissions.includes("referral.check")) return null;
  return (
    <WaitingLine
      path="/api/referral/list?stage=answered"
      group="checks"
      to={{ page: "checks" }}
      say={(n, day) =>
        day === null ? text("check.waiting", { n }) : text("check.waiting_by", { n, day: dayText(day, me.today) })
      }
    />
  );
}
