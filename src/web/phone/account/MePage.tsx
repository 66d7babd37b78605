/** @jsxImportSource preact */
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { Top } from "../parts/Page.tsx";
import { LanguageChoice } from "../language/LanguageChoice.tsx";
import { hashOf } from "../hash.ts";
import { OtherVillages } from "./OtherVillages.tsx";
import { useSession } from "../session.ts";
import { mayKeep } from "../sync/mayKeep.ts";
import { useKeepHere, useVaultHere } from "../sync/vaultContext.ts";
import { text, word } from "../language/text.ts";

export function MePage({ signOut }: { signOut: () => void }) {
  const { me, policy } = useSession();
  const { state, lock } = useVaultHere();
  const keep = useKeepHere();
  const unsent = keep?.unsent ?? 0;
  return (
    <main class="page">
      <Top title={text("me.title")} side={<TextSizeSwitch />} />
      <section class="card">
        <p class="name">{me.name}</p>
        <p>{text("me.post", { post: word(me.postName), area: me.areaPath.slice(2).join("") })}</p>
        <p class="soft" hidden={policy.title === ""}>
          {text("me.policy", { title: policy.title, document: policy.document })}
        </p>
      </section>
      <OtherVillages />
      {me.synthetic && <p class="note demo">{text("me.synthetic")}</p>}
      {me.post !== "director" && (
        <p class="note">
          {text("me.not_director", { post: word(me.postName) })}{" "}
          <a class="strong" href="/desk/">
            {text("me.desk")}
          </a>
        </p>
      )}
      {me.permissions.includes("notice.read") && (
        <a class="btn wide" href={hashOf({ page: "notices" })}>
          {text("notice.title")}
        </a>
      )}
      {me.permissions.includes("training.take") && (
        <a class="btn wide" href={hashOf({ page: "training", courseId: "" })}>
          {text("training.title")}
        </a>
      )}
      <section class="card">
        <h2>{text("language.label")}</h2>
        <LanguageChoice />
      </section>
      {mayKeep(me) && state.kind === "none" && (
        <a class="btn wide" href={hashOf({ page: "keep" })}>
          {text("me.keep")}
        </a>
      )}
      {keep && (
        <button type="button" class="btn wide" onClick={lock}>
          {text("me.lock")}
        </button>
      )}
      <button type="button" class="btn wide" disabled={unsent > 0} onClick={signOut}>
        {text("me.sign_out")}
      </button>
      {unsent > 0 && <p class="strong">{text("me.unsent", { n: unsent })}</p>}
      <p class="soft">{text("me.sign_out_hint")}</p>
    </main>
  );
}
