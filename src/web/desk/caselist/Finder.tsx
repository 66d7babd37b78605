import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useState } from "react";
import { go, linkTo } from "../app/route.ts";
import { Sought } from "./Sought.tsx";
import { useNumberSearch } from "./useNumberSearch.ts";

/** Finds a child by name or number from anywhere: a name is the ledger's, a number opens its file. */
export function Finder() {
  const [text, setText] = useState("");
  const { said, several, seek, forget } = useNumberSearch();
  const find = (): void => {
    const typed = text.trim();
    if (typed === "" || seek(typed, () => setText(""))) return;
    // The ledger's own field says the name from here on; the keys go to the list, so that "/" begins anew.
    setText("");
    go(linkTo("ledger", { name: typed }));
    document.getElementById("main")?.focus();
  };
  return (
    <search className="finder">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <Input
          type="search"
          prefix={<SearchOutlined aria-hidden="true" />}
          value={text}
          placeholder="姓名、拼音、证件号或电话"
          aria-label="按姓名、证件号码或电话查找儿童"
          autoComplete="off"
          maxLength={40}
          onChange={(event) => {
            setText(event.target.value);
            forget();
          }}
        />
      </form>
      <Sought said={said} several={several} />
    </search>
  );
}
