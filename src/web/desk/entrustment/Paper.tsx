import { Button, Dropdown } from "antd";
import { useState } from "react";
import { endings, hows, wishes } from "#capabilities/entrustment/words.ts";
import type { AgreementShown, ChildEntrustments } from "#capabilities/entrustment/words.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { longDay } from "../../ui/dayText.ts";
import { address, Refusal } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { Page } from "../parts/Page.tsx";
import { Failed, Show } from "../parts/states.tsx";
import "../styles/return.css";
import "../styles/entrustment.css";

const sides = { entruster: "委托人", carer: "被委托人（照护人）", witness: "见证人" } as const;

/** The picture of a signature once somebody has said what for; before that, and where it has not come yet, a word. */
function Signature({ signer, childId, purpose }: {
  readonly signer: AgreementShown["signers"][number];
  readonly childId: string;
  readonly purpose: Purpose | undefined;
}) {
  const [broken, setBroken] = useState(false);
  const { file, how, note, name, title } = signer;
  const path = file && purpose && address(`/api/attachment/children/${childId}/files/${file}/file`, { purpose });
  return (
    <div className="paper-signature">
      <b>{title}：</b>
      <span className="paper-mark">
        {path && !broken ? (
          <img src={path} alt={`${name}的签名`} onError={() => setBroken(true)} />
        ) : how === "signed" ? (
          <span className="paper-word screen-only">{broken ? "签名图片还没有收到" : "已签"}</span>
        ) : (
          <span className="paper-word">{how === "later" ? "" : hows[how as keyof typeof hows]}</span>
        )}
      </span>
      <span>{name}</span>
      <span>{signer.day ? longDay(signer.day) : "　　年　　月　　日"}</span>
      {note !== "" && <small>{note}</small>}
    </div>
  );
} // prettier-ignore

function People({ one }: { readonly one: AgreementShown }) {
  const titleOf = (id: string): string => one.signers.find((signer) => signer.id === id)?.title ?? sides.entruster;
  const rows = [
    ...one.entrusters.map((party) => ({ ...party, title: titleOf(party.id), relation: "" })),
    { ...one.carer, id: "carer", title: sides.carer },
  ];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">身份</th>
          <th scope="col">姓名</th>
          <th scope="col">与儿童关系</th>
          <th scope="col">电话</th>
          <th scope="col">住址（外出地）</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title, name, relation, phone, place }) => (
          <tr key={id}>
            <td>{title}</td>
            <td>{name}</td>
            <td>{relation}</td>
            <td>{phone}</td>
            <td>{place}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 委托照护书 on A4, black on white, in the order in which it is read and signed. */
function Sheet({ of, one, purpose }: { readonly of: ChildEntrustments; readonly one: AgreementShown; readonly purpose: Purpose | undefined }) {
  return (
    <article className="printed paper">
      <h2>委托照护书</h2>
      <p>
        因外出等原因在一定期限内不能完全履行监护职责，委托人将未成年子女<b>{of.name}</b>（{longDay(of.birthDate)}出生，现住
        {of.place}）委托给<b>{one.carer.name}</b>照护，期限自<b>{longDay(one.from)}</b>至<b>{longDay(one.until)}</b>。
      </p>
      <People one={one} />
      <h3>一、被委托人情况（未成年人保护法第二十二条）</h3>
      <ul>
        {one.questions.map(({ text, answer }) => (
          <li key={text}>
            {text}：<b>{answer === "yes" ? "是" : "否"}</b>
          </li>
        ))}
      </ul>
      <h3>二、儿童本人意愿</h3>
      <p>
        {wishes[one.wish.heard as keyof typeof wishes]}
        {one.wish.words !== "" && `。原话：${one.wish.words}`}
      </p>
      <h3>三、各方承诺</h3>
      {(["entruster", "carer", "witness"] as const).map((by) => (
        <div key={by}>
          <b>{sides[by]}</b>
          <ol>
            {one.undertakings.filter((each) => each.by === by).map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </div>
      ))}
      <h3>四、其他</h3>
      <p>
        委托照护情况{one.schoolTold ? "已" : "尚未"}书面告知学校、幼儿园。
        {one.emergency && `紧急联系人：${one.emergency.name}　${one.emergency.phone}。`}
      </p>
      {one.ended && (
        <p>
          本委托照护书已于{longDay(one.ended.day)}终止：{endings[one.ended.ending as keyof typeof endings]}
          {one.ended.note !== "" && `（${one.ended.note}）`}。
        </p>
      )}
      <h3>五、签名</h3>
      <div className="paper-signatures">
        {one.signers.map((signer) => (
          <Signature key={signer.id} signer={signer} childId={of.childId} purpose={purpose} />
        ))}
      </div>
      <p className="paper-foot">
        第 {one.no} 份，{longDay(one.day)}由{one.by}登记。依据：{of.clause}
      </p>
    </article>
  );
} // prettier-ignore

function Actions({ purpose, open }: { readonly purpose: Purpose | undefined; readonly open: (purpose: Purpose) => void }) {
  const items = purposes.map((key) => ({ key, label: purposeNames[key], onClick: () => open(key) }));
  return (
    <>
      {purpose === undefined && (
        <Dropdown trigger={["click"]} menu={{ items }}>
          <Button>按目的打开签名、电话和住址</Button>
        </Dropdown>
      )}
      <Button type="primary" onClick={() => print()}>
        打印
      </Button>
    </>
  );
} // prettier-ignore

/** One agreement as it is printed; phones, signatures and where the carer lives once somebody has said what for. */
export function Paper({ childId, no }: { readonly childId: string; readonly no: number }) {
  const [purpose, setPurpose] = useState<Purpose>();
  const all = useLoad<ChildEntrustments>(address(`/api/entrustment/children/${childId}`, { purpose }));
  const note = <a href={linkTo(`children/${childId}`)}>回到档案</a>;
  return (
    <Page title="委托照护书" note={note} actions={<Actions purpose={purpose} open={setPurpose} />}>
      <Show of={all} lines={10}>
        {(found) => {
          const one = found.agreements.find((each) => each.no === no) ?? found.agreements[0];
          if (!one) return <Failed refusal={new Refusal("entrustment.none", "这个孩子还没有委托照护书。", 404)} />;
          return (
            <>
              {purpose && <p className="muted screen-only">已按“{purposeNames[purpose]}”打开，已记入访问记录。</p>}
              <Sheet of={found} one={one} purpose={purpose} />
            </>
          );
        }}
      </Show>
    </Page>
  );
}
