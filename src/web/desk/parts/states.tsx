import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import type { Refusal } from "../app/api.ts";
import type { Loaded } from "../app/load.ts";

export function Empty({ children, hint }: { readonly children: ReactNode; readonly hint?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {hint && <p className="muted">{hint}</p>}
    </div>
  );
}

const headings: Readonly<Record<number, string>> = { 403: "没有权限", 404: "没有找到", 0: "没有连上" };

export function Failed({ refusal, retry }: { readonly refusal: Refusal; readonly retry?: () => void }) {
  return (
    <div className="failed" role="alert">
      <p className="failed-title">{headings[refusal.status] ?? "没有完成"}</p>
      <p>{refusal.message}</p>
      {retry && refusal.status !== 403 && <Button onClick={retry}>重试</Button>}
    </div>
  );
}

/** A refusal beside the form that it answers. */
export function Refused({ refusal }: { readonly refusal: Refusal | undefined }) {
  if (!refusal) return null;
  return (
    <div className="refused" role="alert">
      {refusal.message}
    </div>
  );
}

/** Something beside a list could not be read. Without this line its absence would be taken for there being none. */
export function Unread({ of, what }: { readonly of: Loaded<unknown>; readonly what: string }) {
  if (!of.refusal) return null;
  return (
    <div className="refused" role="alert">
      没有读到{what}：{of.refusal.message}
      {of.data !== undefined && "下面是上一次读到的内容。"}{" "}
      <Button size="small" loading={of.loading} onClick={of.reload}>
        重试
      </Button>
    </div>
  );
}

/** The same where there is room for a word. */
export function UnreadWord({ of, what }: { readonly of: Loaded<unknown>; readonly what: string }) {
  if (!of.refusal || of.data !== undefined) return null;
  return (
    <Button danger loading={of.loading} title={of.refusal.message} onClick={of.reload}>
      没有读到{what}，重试
    </Button>
  );
}

/** What a choice says that has nothing to offer: that nobody was found is said once it is known. */
export function noneFound(of: Loaded<unknown>, none: string): string {
  if (of.refusal && !of.loading) return `没有读到：${of.refusal.message}`;
  return of.data === undefined ? "正在查找…" : none;
}

/** A part that says nothing where there is nothing: it says so while it is read, and where it could not be. */
export function Silent<T>({
  of,
  what,
  children,
}: {
  readonly of: Loaded<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}) {
  return (
    <>
      <Unread of={of} what={what} />
      {of.data === undefined && of.loading && !of.refusal && (
        <p className="awaited" aria-busy="true">
          正在读取{what}…
        </p>
      )}
      {of.data !== undefined && children(of.data)}
    </>
  );
}

interface LoadedProps<T> {
  readonly of: Loaded<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** Waiting, failed, or what came. While newer data loads, the old stays, a little paler. */
export function Show<T>({ of, lines = 4, children }: LoadedProps<T>) {
  const refusal = of.loading ? undefined : of.refusal;
  if (refusal && of.data === undefined) return <Failed refusal={refusal} retry={of.reload} />;
  if (of.data === undefined) {
    return (
      <div className="loading" aria-busy="true">
        <span className="unseen">正在读取</span>
        <Skeleton active title={false} paragraph={{ rows: lines }} />
      </div>
    );
  }
  return (
    <div aria-busy={of.loading} className={of.loading ? "stale" : undefined}>
      {refusal && (
        <div className="refused" role="alert">
          {refusal.message}下面是上一次读到的内容。{" "}
          <Button size="small" onClick={of.reload}>
            重试
          </Button>
        </div>
      )}
      {children(of.data)}
    </div>
  );
}
