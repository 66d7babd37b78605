import { Refusal, signedInAgain } from "../app/api.ts";

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
    if (request.status >= 200 && request.status < 300) return told.done(answer as T);
    const said = answer.detail ?? "文件没有传上去，请重试。";
    const refusal = new Refusal(answer.code ?? "desk.failed", said, request.status);
    const go = async (): Promise<void> => {
      if (await signedInAgain(refusal)) sent = upload<T>(path, file, told);
      else told.failed(refusal);
    };
    void go();
  });
  request.addEventListener("error", () =>
    told.failed(new Refusal("desk.unreachable", "上传中断，请检查网络后重试；已导入的不会重复。", 0)),
  );
  request.addEventListener("abort", () => told.failed(undefined));
  request.send(body);
  let sent: Uploading = { stop: () => request.abort() };
  return { stop: () => sent.stop() };
}
