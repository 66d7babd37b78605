import { Refusal } from "../app/api.ts";

export interface Uploading {
  readonly stop: () => void;
}

interface Told<T> {
  readonly progress: (sent: number, of: number) => void;
  readonly done: (answer: T) => void;
  readonly failed: (refusal: Refusal | undefined) => void;
}

interface Answer {
  readonly code?: string;
  readonly detail?: string;
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

/** Sends one file and tells how far it is: fetch cannot. Stopped by the user, it fails without a refusal. */
export function upload<T>(path: string, file: File, told: Told<T>): Uploading {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  request.open("POST", path);
  request.upload.addEventListener("progress", ({ loaded, total }) => told.progress(loaded, total));
  request.addEventListener("load", () => {
    const answer = answerOf(request.responseText);
    if (request.status >= 200 && request.status < 300) told.done(answer as T);
    else
      told.failed(
        new Refusal(answer.code ?? "desk.failed", answer.detail ?? "文件没有传上去，请重试。", request.status),
      );
  });
  request.addEventListener("error", () =>
    told.failed(new Refusal("desk.unreachable", "上传中断，请检查网络后重试；已导入的不会重复。", 0)),
  );
  request.addEventListener("abort", () => told.failed(undefined));
  request.send(body);
  return { stop: () => request.abort() };
}
