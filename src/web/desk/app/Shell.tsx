import { BankOutlined, MenuOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { longDay, weekdayText } from "../../ui/dayText.ts";
import { Finder } from "../caselist/Finder.tsx";
import { useLeft } from "../export/stillMaking.ts";
import { useGuardedPages } from "../parts/unsaved.ts";
import { AppearanceChoice } from "./AppearanceChoice.tsx";
import { homeOf, rooms } from "./rooms.tsx";
import { linkTo, usePlace } from "./route.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { useMay, useSession } from "./session.ts";

function Rooms({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const may = useMay();
  const here = usePlace().parts[0] ?? homeOf(may);
  const current = here === "children" ? "ledger" : here;
  return (
    <nav className={opened ? "rooms rooms-opened" : "rooms"} id="rooms" aria-label="主菜单">
      {rooms
        .filter((room) => may(room.may))
        .map(({ path, title, icon }) => (
          <a key={path} href={linkTo(path)} aria-current={path === current ? "page" : undefined} onClick={close}>
            <span aria-hidden="true">{icon}</span>
            {title}
          </a>
        ))}
    </nav>
  );
}

const StillMaking = lazy(async () => ({ default: (await import("../export/StillMaking.tsx")).StillMaking }));

/** The frame of every signed-in page: menu, who and where one is, the search for a name. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { me, leave } = useSession();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  const left = useLeft();
  useGuardedPages();
  const areaName = me.areaPath.at(-1) ?? "";
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        跳到正文
      </a>
      <aside className="side">
        <div className="brand">
          <span className="brand-mark" aria-hidden="true">
            <BankOutlined />
          </span>
          <span>
            <b>童护</b>
            <small>{areaName}</small>
          </span>
          <Button
            className="menu-button"
            type="text"
            icon={<MenuOutlined aria-hidden="true" />}
            aria-label="菜单"
            aria-expanded={opened}
            aria-controls="rooms"
            onClick={() => setOpened(!opened)}
          />
        </div>
        <Rooms opened={opened} close={() => setOpened(false)} />
      </aside>
      <div className="stage">
        {me.synthetic && <p className="synthetic">演示数据：人员均为虚构</p>}
        <header className="top">
          <p className="top-day">
            <b>{me.areaPath.slice(-2).join("")}</b>{" "}
            <span>
              {longDay(me.today)}　{weekdayText(me.today)}
            </span>
          </p>
          {may("caselist.read") ? <Finder /> : <span className="finder" />}
          <div className="who">
            <a href={linkTo("account")} title="我的账号">
              <span className="who-mark" aria-hidden="true">
                {[...me.name][0]}
              </span>
              <span>
                <b>{me.name}</b>
                <small>{me.postName}</small>
              </span>
              <span className="unseen">我的账号</span>
            </a>
            <AppearanceChoice />
            <Shortcuts />
            <Button type="text" onClick={leave}>
              退出
            </Button>
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          {left.length > 0 && (
            <Suspense fallback={null}>
              <StillMaking ids={left} />
            </Suspense>
          )}
          {children}
        </main>
      </div>
    </div>
  );
}
