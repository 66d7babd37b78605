import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import type { DeviceCode } from "#capabilities/account/words.ts";
import { call } from "../app/api.ts";
import { Refused } from "../parts/states.tsx";
import { momentText } from "./accountText.ts";
import { pictureOf } from "./Enrol.tsx";
import { useAct } from "./useAct.ts";

/** The picture that the holder of a post scans with their phone; it works once, for some minutes. */
export function PhoneCode({ postId, name }: { readonly postId: string; readonly name: string }) {
  const [made, setMade] = useState<z.infer<typeof DeviceCode>>();
  const { refusal, act } = useAct();
  const draw = useCallback((): void => {
    void act(() => call<z.infer<typeof DeviceCode>>("POST", "/api/account/device-codes", { postId })).then(
      (answer) => answer && setMade(answer.value),
    );
  }, [act, postId]);
  useEffect(draw, [draw]);
  return (
    <>
      <Refused refusal={refusal} />
      {made && (
        <div className="once">
          <p>
            请<b>{name}</b>用自己的手机扫这个二维码，给手机起个名字就绑定好了（{momentText(made.expiresAt)}
            前有效，只能用一次）。
          </p>
          <img src={pictureOf(made.svg)} alt={`${name}绑定手机的二维码`} width={220} height={220} />
          <Button onClick={draw}>换一个二维码</Button>
        </div>
      )}
    </>
  );
}
