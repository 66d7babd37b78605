/** @jsxImportSource preact */
import type { DeclarationLookedUp } from "#capabilities/declaration/words.ts";
import { longDay } from "../../ui/dayText.ts";

const words: Readonly<Record<DeclarationLookedUp["progress"], string>> = {
  waiting: "已经收到，等村里核实",
  confirmed: "已经核实，记下来了",
  refused: "村里退回了这份报备",
};

export const FoundDeclaration = ({ found }: { readonly found: DeclarationLookedUp }) => (
  <section aria-labelledby="found" aria-live="polite" data-progress={found.progress}>
    <h2 id="found">{words[found.progress]}</h2>
    <p class="soft">{longDay(found.declaredOn)}报备</p>
    {found.partly && <p>其中一部分，村里后来了解到的不一样，没有照报备的记。有疑问请打电话给村里的儿童主任。</p>}
    {found.reason !== null && (
      <blockquote>
        <p>{found.reason}</p>
      </blockquote>
    )}
  </section>
);
