import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useState } from "react";
import { go, linkTo } from "../app/route.ts";

/** Finds a child by name from anywhere; the ledger answers. */
export function Finder() {
  const [name, setName] = useState("");
  const find = (): void => {
    if (name.trim() !== "") go(linkTo("ledger", { name: name.trim() }));
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
          value={name}
          placeholder="按姓名查找儿童"
          aria-label="按姓名查找儿童"
          maxLength={40}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </search>
  );
}
