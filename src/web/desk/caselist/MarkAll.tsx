import { Button } from "antd";
import { useState } from "react";
import type { LedgerCount, MarkedIds } from "#capabilities/caselist/words.ts";
import { address, call, Refusal, refusalFrom } from "../app/api.ts";
import type { Query } from "../app/route.ts";
import { Refused } from "../parts/states.tsx";

/** Rows that may be marked at a time (caselist/words.ts; the words themselves come with schemas, which no page needs). */
export const MOST_MARKED = 1000;

interface MarkAllProps {
  readonly filters: Query;
  readonly counted: LedgerCount;
  readonly marked: number;
  readonly mark: (marked: ReadonlySet<string>) => void;
}

/** Marks everybody whom the filters leave, those too who are on no page that has been read; nothing where they are marked. */
export function MarkAll({ filters, counted, marked, mark }: MarkAllProps) {
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  if (counted.more || counted.count > MOST_MARKED)
    return <span className="muted">符合条件的超过 {MOST_MARKED} 人，加上条件后可以一次全选</span>;
  if (marked >= counted.count) return null;
  const all = async (): Promise<void> => {
    setAsking(true);
    setRefusal(undefined);
    try {
      const { childIds, more } = await call<MarkedIds>("GET", address("/api/caselist/ids", filters));
      // others have come since they were counted: nobody is left out unseen
      if (more)
        setRefusal(new Refusal("caselist.too_many", `现在符合条件的已超过 ${MOST_MARKED} 人，请加上条件后再选。`, 422));
      else mark(new Set(childIds));
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <Button loading={asking} onClick={() => void all()}>
        选中符合条件的全部 {counted.count} 人
      </Button>
      <Refused refusal={refusal} />
    </>
  );
}
