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
