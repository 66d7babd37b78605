/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { type Command, freshId, type Receipt } from "../command.ts";
import { draftKey, dropDraft, keepDraft, readDraft } from "../draft.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useSending } from "../useSending.ts";
import { ReceiptView } from "../visit/ReceiptView.tsx";
import { Guardian, Identity, Parents } from "./RegisterFields.tsx";
import { blank, factsOf, missingWords, type Registering } from "./registering.ts";

interface Draft {
  readonly child: Registering;
  readonly pending?: Command;
}

function Form({ registered }: { registered: (receipt: Receipt) => void }) {
  const { me } = useSession();
  const key = draftKey(me.personId, "register");
  const [found] = useState(() => readDraft(key) as Draft | undefined);
  const [child, setChild] = useState(found?.child ?? blank);
  const [asked, setAsked] = useState(false);
  const childId = useRef(freshId());
  const remember = (pending: Command | undefined): void =>
    keepDraft(key, { child, ...(pending && { pending }) } satisfies Draft);
  const sending = useSending(
    (receipt) => {
      dropDraft(key);
      registered(receipt);
    },
    { pending: found?.pending, remember },
  );
  const put = (part: Partial<Registering>): void => {
    const next = { ...child, ...part };
    setChild(next);
    keepDraft(key, { child: next } satisfies Draft);
  };
  const blocked = missingWords(child, me.today);
  const save = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    if (!sending.locked && blocked !== undefined) return;
    sending.send("/api/registry/children", { childId: childId.current, area: me.area, facts: factsOf(child) });
  };
  const part = { child, today: me.today, put };
  const said = sending.fault ?? (asked ? blocked : undefined);
  return (
    <form class="stack" onSubmit={save}>
      <p class="soft">大约要2分钟。不知道的先空着，第一次走访时再问。</p>
      <fieldset class="stack" disabled={sending.frozen}>
        <Identity {...part} />
        <Guardian {...part} />
        <Parents {...part} />
      </fieldset>
      {said !== undefined && (
        <p class="fault" role="alert">
          {said}
        </p>
      )}
      <button type="submit" class="btn main wide" disabled={sending.busy}>
        {sending.busy ? "正在保存…" : sending.locked ? "再送一次" : "登记"}
      </button>
    </form>
  );
}

/** Digits of a village code. */
const VILLAGE = 12;

/** 登记: few fields; what the policy needs beyond them is asked in the first visit. */
export function RegisterPage() {
  const { me } = useSession();
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <main class="page">
      <Top title={receipt ? "已经登记" : "登记一个孩子"} />
      {receipt ? (
        <ReceiptView receipt={receipt} />
      ) : me.area.length === VILLAGE ? (
        <Form registered={setReceipt} />
      ) : (
        <p class="note">这里只登记本村的孩子。您管着不止一个村，请到工作人员入口登记。</p>
      )}
    </main>
  );
}
