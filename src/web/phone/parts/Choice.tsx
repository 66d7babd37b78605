/** @jsxImportSource preact */
import { Icon } from "./Icon.tsx";

export interface Option {
  readonly value: string;
  readonly word: string;
  readonly tone?: "worry" | "grave";
  /** Of which language the word is, where it is not the page's. */
  readonly lang?: string;
}

export const optionsOf = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, word]) => ({ value, word }));

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly many?: boolean;
  readonly onChoose: (value: string) => void;
}

/** Big chips; the chosen one is told by a tick and a word, not by its colour alone. */
export const Choice = ({ label, options, chosen, many = false, onChoose }: ChoiceProps) => (
  <div class="chips" role={many ? "group" : "radiogroup"} aria-label={label}>
    {options.map(({ value, word, tone, lang }) => {
      const on = chosen.includes(value);
      return (
        <button
          key={value}
          type="button"
          lang={lang}
          class={`chip${on ? " on" : ""}${tone ? ` ${tone}` : ""}`}
          role={many ? "checkbox" : "radio"}
          aria-checked={on}
          onClick={() => onChoose(value)}
        >
          {on && <Icon name="check" />}
          {word}
        </button>
      );
    })}
  </div>
);
