import { Button, Input } from "antd";
import { useState } from "react";
import type { PendingPost } from "#capabilities/account/words.ts";
import { call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { spanOf } from "./accountText.ts";
import { useAct } from "./useAct.ts";

function PendingLine({ post, judged }: { readonly post: PendingPost; readonly judged: () => void }) {
  const { busy, refusal, act } = useAct();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState("");
  const judge = async (word: "approve" | "refuse"): Promise<void> => {
    const body = word === "refuse" ? { reason: reason.trim() } : undefined;
    if (await act(() => call("POST", `/api/account/posts/${post.postId}/${word}`, body))) judged();
  };
  return (
    <li className="post-line">
      <span>
        <b>{post.name}</b>　{post.areaName} {post.postName}
        <small>
          {spanOf(post)}；{post.appointedBy}任命，依据：{post.reason}
        </small>
        <Refused refusal={refusal} />
      </span>
      {refusing ? (
        <>
          <Input
            className="filter-wide"
            maxLength={200}
            value={reason}
            placeholder="不批准的原因"
            aria-label={`不批准${post.name}的原因`}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button danger disabled={busy || reason.trim() === ""} onClick={() => void judge("refuse")}>
            不批准
          </Button>
          <Button onClick={() => setRefusing(false)}>返回</Button>
        </>
      ) : (
        <>
          <Button type="primary" disabled={busy} onClick={() => void judge("approve")}>
            批准
          </Button>
          <Button disabled={busy} onClick={() => setRefusing(true)}>
            不批准…
          </Button>
        </>
      )}
    </li>
  );
}

/** Appointments that wait for a second person's word (未成年人网络保护条例 36条). */
export function Pending({ changed }: { readonly changed: () => void }) {
  const pending = useLoad<PendingPost[]>("/api/account/posts/pending");
  const judged = (): void => {
    pending.reload();
    changed();
  };
  return (
    <Card title="待审批的任职" note="可以看到乡镇以上数据的，和系统管理员任命的，经批准后生效">
      <Show of={pending} lines={2}>
        {(posts) =>
          posts.length === 0 ? (
            <Empty>没有待审批的任职。</Empty>
          ) : (
            <ul>
              {posts.map((post) => (
                <PendingLine key={post.postId} post={post} judged={judged} />
              ))}
            </ul>
          )
        }
      </Show>
    </Card>
  );
}
