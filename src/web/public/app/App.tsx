/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicPolicy } from "#capabilities/concern/words.ts";
import { LookUpPage } from "../concern/LookUpPage.tsx";
import { ReportPage } from "../concern/ReportPage.tsx";
import { DeclarePage } from "../declaration/DeclarePage.tsx";
import { Home } from "./Home.tsx";
import { withoutServer } from "./policy.ts";
import { useAnswer } from "./useAnswer.ts";

const titles: Readonly<Record<string, string>> = {
  report: "报告孩子有危险",
  declare: "外出务工报备",
  lookup: "查询办理情况",
};

function usePage(): string {
  const [page, setPage] = useState(location.hash.slice(2));
  useEffect(() => {
    const follow = (): void => {
      setPage(location.hash.slice(2));
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return page;
}

export function App() {
  const page = usePage();
  const [area, setArea] = useState<string>();
  const answer = useAnswer<PublicPolicy>(`/api/concern/public/policy${area === undefined ? "" : `?area=${area}`}`);
  const [held, setHeld] = useState(withoutServer);
  useEffect(() => {
    if (answer?.kind === "ok") setHeld(answer.body);
  }, [answer]);
  useEffect(() => {
    document.title = `童护 · ${titles[page] ?? "报告、报备、查询"}`;
  }, [page]);
  return (
    <>
      {held.synthetic && (
        <p class="fault">这是演示系统，里面都是编造的内容：在这里提交的没有人处理。真有危险请打 110。</p>
      )}
      <Page page={page} policy={held} place={setArea} />
    </>
  );
}

interface PageProps {
  readonly page: string;
  readonly policy: PublicPolicy;
  readonly place: (area: string) => void;
}

function Page({ page, policy, place }: PageProps) {
  if (page === "report") return <ReportPage policy={policy} place={place} />;
  if (page === "declare") return <DeclarePage policy={policy} />;
  return page === "lookup" ? <LookUpPage policy={policy} /> : <Home policy={policy} />;
}
