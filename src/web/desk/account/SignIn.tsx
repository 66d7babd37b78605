import { Button } from "antd";
import { useEffect, useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { AppearanceChoice } from "../app/AppearanceChoice.tsx";
import { go, linkTo, usePlace } from "../app/route.ts";
import { WaysIn } from "./WaysIn.tsx";

interface SignInProps {
  readonly entered: () => void;
  readonly half?: Me;
  readonly leave?: () => void;
}

/** The provider sends a refusal back in the address, by its code alone. */
export function useSentBack(): string | undefined {
  const { parts } = usePlace();
  const code = parts[0] === "sign-in" ? parts[1] : undefined;
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (code === undefined) return;
    void import("#capabilities/account/zh.ts").then(({ problems }) =>
      setSaid(problems[code] ?? "统一身份认证没有完成，请重试。"),
    );
  }, [code]);
  return code === undefined ? undefined : said;
}

/** The page before one is in, or not yet wholly. */
export function SignIn({ entered, half, leave }: SignInProps) {
  const said = useSentBack();
  useEffect(() => {
    document.title = "进入 · 童护";
  }, []);
  const enter = (): void => {
    if (said !== undefined) go(linkTo(""), true); // an old refusal is no page to begin with
    entered();
  };
  return (
    <main className="entrance">
      <header>
        <h1>童护</h1>
        <p>儿童关爱服务工作台</p>
      </header>
      {said !== undefined && (
        <div className="refused" role="alert">
          {said}
        </div>
      )}
      <WaysIn entered={enter} half={half} />
      {half && leave && (
        <p className="entrance-leave">
          {half.name}，{half.postName}。不是您？
          <Button type="link" onClick={leave}>
            退出，换人登录
          </Button>
        </p>
      )}
      <p className="entrance-leave">
        <AppearanceChoice />
      </p>
    </main>
  );
}
