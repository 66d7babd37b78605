import { App, Button, Dropdown, Input, type InputRef, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { go, linkTo, type Query } from "../app/route.ts";
import { useKept } from "../app/useKept.ts";
import { keepable, savedFrom } from "./ledgerQuery.ts";

const MOST = 20;

/** A link that opens the same list for somebody else, as far as their own post lets them see. */
async function copyLink(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}

function Naming({ save, close }: { readonly save: (title: string) => void; readonly close: () => void }) {
  const [title, setTitle] = useState("");
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(title.trim());
      }}
    >
      <p className="muted">保存在这台电脑上，只有您自己看到；要查找的姓名不会保存。</p>
      <Input
        ref={field}
        aria-label="名称"
        placeholder="如：逾期的黄色儿童"
        maxLength={20}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={title.trim() === ""}>
          保存
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </form>
  );
}

/** Filters kept under a name of one's own, and the link that shares the present ones. */
export function SavedFilters({ query }: { readonly query: Query }) {
  const { message } = App.useApp();
  const [saved, keep] = useKept("ledger.filters", savedFrom);
  const [naming, setNaming] = useState(false);
  const present = keepable(query);
  const share = async (): Promise<void> => {
    if (await copyLink()) void message.success("链接已复制，收到的人按自己的岗位看到相应的儿童");
    else void message.info("浏览器不让复制，请从地址栏复制链接");
  };
  const save = (title: string): void => {
    if (title === "") return;
    keep([...saved.filter((one) => one.title !== title), { title, query: present }].slice(-MOST));
    setNaming(false);
    void message.success("已保存");
  };
  const items = [
    ...saved.map(({ title, query: held }) => ({
      key: `open ${title}`,
      label: title,
      onClick: () => go(linkTo("ledger", held)),
    })),
    ...(saved.length > 0 ? [{ type: "divider" as const }] : []),
    {
      key: "save",
      label: "保存现在的条件…",
      disabled: Object.keys(present).length === 0,
      onClick: () => setNaming(true),
    },
    { key: "share", label: "复制链接", onClick: () => void share() },
    ...(saved.length === 0
      ? []
      : [
          {
            key: "forget",
            label: "删除",
            children: saved.map(({ title }) => ({
              key: `forget ${title}`,
              label: title,
              onClick: () => keep(saved.filter((one) => one.title !== title)),
            })),
          },
        ]),
  ];
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button>我的条件</Button>
      </Dropdown>
      <Modal open={naming} title="保存现在的条件" footer={null} destroyOnHidden onCancel={() => setNaming(false)}>
        <Naming save={save} close={() => setNaming(false)} />
      </Modal>
    </>
  );
}
