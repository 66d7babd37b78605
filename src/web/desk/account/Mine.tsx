import { App, Button } from "antd";
import { useState } from "react";
import type { Me, Ways } from "#capabilities/account/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo } from "../app/route.ts";
import { homeOf } from "../app/rooms.tsx";
import { useMay, useSession } from "../app/session.ts";
import { Card, Page } from "../parts/Page.tsx";
import { Refused, Unread } from "../parts/states.tsx";
import { ChoosePassword } from "./ChoosePassword.tsx";
import { MyFactor } from "./MyFactor.tsx";
import { MyPlaces } from "./MyPlaces.tsx";
import { useSentBack } from "./SignIn.tsx";
import { spanOf } from "./accountText.ts";
import { useAct } from "./useAct.ts";

function MyPosts() {
  const { me, look } = useSession();
  const may = useMay();
  const { busy, refusal, act } = useAct();
  const choose = async (postId: string): Promise<void> => {
    if (!(await act(() => call<Me>("POST", "/api/account/post", { postId })))) return;
    go(linkTo(""));
    look();
  };
  return (
    <Card title="我的岗位" note={me.posts.length > 1 ? "同一时间以一个岗位工作" : undefined}>
      <Refused refusal={refusal} />
      <ul>
        {me.posts.map((post) => (
          <li key={post.postId} className="post-line">
            <span>
              <b>{post.postName}</b>
              {post.deputyFor && <span className="mark">代理{post.deputyForName}</span>}
              <small>
                {post.areaName}，{spanOf(post)}
              </small>
            </span>
            {post.postId === me.postId ? (
              <span className="muted">现在的岗位</span>
            ) : (
              <Button disabled={busy} onClick={() => void choose(post.postId)}>
                切换到这个岗位
              </Button>
            )}
          </li>
        ))}
      </ul>
      {me.posts.length === 0 && <p>{me.postName}</p>}
      {homeOf(may) === "account" && (
        <p className="said">
          “{me.postName}”在本系统的电脑端没有要办的事项，也看不到儿童信息。需要办理工作的，请联系当地民政部门。
        </p>
      )}
    </Card>
  );
}

function MyPassword() {
  const { me, look } = useSession();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const note = me.passwordUntil === null ? undefined : `请在 ${longDay(me.passwordUntil)} 前更换`;
  return (
    <Card title="密码" note={note}>
      {open ? (
        <ChoosePassword
          me={me}
          asks={me.passwordUntil !== null}
          stored={() => {
            void message.success("密码已修改，您在别处的登录已结束");
            setOpen(false);
            look();
          }}
        />
      ) : (
        <Button onClick={() => setOpen(true)}>{me.passwordUntil === null ? "设置密码" : "修改密码"}</Button>
      )}
    </Card>
  );
}

/** One's account at the provider of single sign-on, where there is one: linked once, by oneself. */
function MyProvider() {
  const offered = useLoad<Ways>("/api/account/ways");
  const ways = offered.data;
  const { busy, refusal, act } = useAct();
  if (!ways?.provider) return <Unread of={offered} what="登录方式" />;
  const link = async (): Promise<void> => {
    const page = await act(() => call<{ url: string }>("POST", "/api/account/provider/sign-ins", { link: true }));
    if (page) location.assign(page.value.url);
  };
  return (
    <Card title="统一身份认证" note="绑定后可以用它登录">
      <Refused refusal={refusal} />
      <Button loading={busy} onClick={() => void link()}>
        绑定我的{ways.provider}账号
      </Button>
    </Card>
  );
}

/** 我的账号: password, second factor, posts, and where one is signed in. */
export function Mine() {
  const { me } = useSession();
  const said = useSentBack();
  const demo = me.secondFactor === "demo";
  return (
    <Page title="我的账号" note={`${me.name}${me.login === null ? "" : `，登录名 ${me.login}`}`}>
      {said !== undefined && (
        <div className="refused" role="alert">
          {said}
        </div>
      )}
      <div className="two">
        <div>
          <MyPosts />
          {demo ? (
            <Card title="密码和动态口令">
              <p>演示人员点一下即可进入，没有密码和动态口令。</p>
            </Card>
          ) : (
            <>
              <MyPassword />
              <MyProvider />
            </>
          )}
        </div>
        <div>
          {!demo && <MyFactor />}
          <MyPlaces />
        </div>
      </div>
    </Page>
  );
}
