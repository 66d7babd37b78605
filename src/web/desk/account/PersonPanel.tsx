import { App, Button } from "antd";
import { useState } from "react";
import { subtree } from "#kernel/scope.ts";
import { mayAppoint } from "#capabilities/account/decide.ts";
import type { PersonLine, Post } from "#capabilities/account/words.ts";
import { useMay, useMe } from "../app/session.ts";
import { isOver, spanOf, statusWord } from "./accountText.ts";
import { AccountActions } from "./AccountActions.tsx";
import { AppointForm } from "./AppointForm.tsx";
import { DeputyForm } from "./DeputyForm.tsx";
import { PhoneCode } from "./PhoneCode.tsx";
import { EndForm, HandOverForm } from "./PostForms.tsx";

/** As the server enrols phones: posts without a second factor. */
const withPhone: ReadonlySet<string> = new Set(["director", "supervisor", "social_worker"]);

type Doing =
  | { readonly what: "end" | "handover" | "deputy" | "phone"; readonly postId: string }
  | { readonly what: "appoint" };

interface PersonPanelProps {
  readonly person: PersonLine;
  readonly changed: () => void;
}

interface PostLineProps {
  readonly post: Post;
  readonly own: boolean;
  readonly choose: (doing: Doing) => void;
}

function PostLine({ post, own, choose }: PostLineProps) {
  const { personId, name, post: kind, area, today } = useMe();
  const may = useMay();
  const actor = { personId, name, post: kind, area, scope: subtree(area) };
  const open = !own && !isOver(post, today) && may("account.appoint") && mayAppoint(actor, post.kind, post.area);
  const inForce = open && statusWord(post, today) === undefined;
  const word = statusWord(post, today);
  return (
    <li className="post-line">
      <span>
        <b>{post.postName}</b>
        {word && <span className="mark">{word}</span>}
        {post.deputyFor && <span className="mark">代理{post.deputyForName}</span>}
        <small>
          {post.areaName}，{spanOf(post)}
        </small>
      </span>
      {inForce && may("account.enrol_device") && withPhone.has(post.kind) && (
        <Button size="small" onClick={() => choose({ what: "phone", postId: post.postId })}>
          绑定手机
        </Button>
      )}
      {open && post.status === "active" && (
        <Button size="small" onClick={() => choose({ what: "handover", postId: post.postId })}>
          交接
        </Button>
      )}
      {inForce && post.deputyFor === null && (
        <Button size="small" onClick={() => choose({ what: "deputy", postId: post.postId })}>
          安排代理
        </Button>
      )}
      {open && (
        <Button size="small" danger onClick={() => choose({ what: "end", postId: post.postId })}>
          终止
        </Button>
      )}
    </li>
  );
}

/** One person: their posts in the reader's area, and what may be done about them and their account. */
export function PersonPanel({ person, changed }: PersonPanelProps) {
  const me = useMe();
  const may = useMay();
  const { message } = App.useApp();
  const [doing, setDoing] = useState<Doing>();
  const own = person.personId === me.personId;
  const stored = (said: string): void => {
    void message.success(said);
    setDoing(undefined);
    changed();
  };
  const post = doing && "postId" in doing ? person.posts.find((one) => one.postId === doing.postId) : undefined;
  return (
    <>
      {own && <p className="said">这是您自己：任职须由他人办理，密码等请到“我的账号”。</p>}
      <ul>
        {person.posts.map((one) => (
          <PostLine key={one.postId} post={one} own={own} choose={setDoing} />
        ))}
      </ul>
      {post && doing?.what === "end" && <EndForm key={post.postId} post={post} stored={stored} />}
      {post && doing?.what === "handover" && (
        <HandOverForm key={post.postId} post={post} holder={person.personId} stored={stored} />
      )}
      {post && doing?.what === "deputy" && (
        <DeputyForm key={post.postId} post={post} holder={person.personId} stored={stored} />
      )}
      {post && doing?.what === "phone" && <PhoneCode key={post.postId} postId={post.postId} name={person.name} />}
      {doing?.what === "appoint" && <AppointForm personId={person.personId} stored={stored} />}
      {!own && may("account.appoint") && doing?.what !== "appoint" && (
        <div className="buttons">
          <Button onClick={() => setDoing({ what: "appoint" })}>任命另一个岗位</Button>
        </div>
      )}
      {!own && <AccountActions person={person} stored={stored} />}
    </>
  );
}
