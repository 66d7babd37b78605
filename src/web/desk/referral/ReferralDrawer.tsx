import { SideDrawer } from "../parts/SideDrawer.tsx";
import type { ReferralLine, ReferralShown } from "#capabilities/referral/words.ts";
import { useLoad } from "../app/load.ts";
import { Empty, Show } from "../parts/states.tsx";
import { HouseActs } from "./HouseActs.tsx";
import { Life } from "./Life.tsx";

/** A referral in a drawer: its life, and what may be done next. */
export function ReferralDrawer({ line, close, done }: { readonly line: Pick<ReferralLine, "childId" | "no"> | undefined; readonly close: () => void; readonly done: (said: string) => void }) {
  const all = useLoad<ReferralShown[]>(line && `/api/referral/children/${line.childId}`);
  return (
    <SideDrawer open={line !== undefined} onClose={close} title="部门转介" size={640} destroyOnHidden className="action-drawer">
      {line && (
        <Show of={all}>
          {(found) => {
            const shown = found.find(({ no, childId }) => no === line.no && childId === line.childId);
            return shown ? (
              <>
                <Life shown={shown} />
                <HouseActs key={shown.stage} shown={shown} done={done} />
              </>
            ) : (
              <Empty>没有找到这条转介。</Empty>
            );
          }}
        </Show>
      )}
    </SideDrawer>
  );
} // prettier-ignore
