/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import type { PublicPolicy } from "#capabilities/concern/words.ts";

interface SituationsProps {
  readonly situations: PublicPolicy["situations"];
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly children: ComponentChildren;
}

/** What must be reported, in a villager's words; the clause's own beneath the chosen one. */
export const Situations = ({ situations, chosen, choose, children }: SituationsProps) => (
  <section aria-labelledby="what">
    <h2 id="what">发生了什么</h2>
    {situations.length > 0 && (
      <fieldset>
        <legend>选最像的一种，拿不准也可以只写下面的话</legend>
        <div class="picks">
          {situations.map(({ id, title, text, clause }) => (
            <label key={id} class={chosen === id ? "pick on" : "pick"}>
              <input type="radio" name="situation" checked={chosen === id} onChange={() => choose(id)} />
              <span>
                {title}
                {chosen === id && (
                  <small>
                    {text}（{clause}）
                  </small>
                )}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    )}
    {children}
  </section>
);
