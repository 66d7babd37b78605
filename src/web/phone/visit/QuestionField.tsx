/** @jsxImportSource preact */
import type { FactValue } from "#engines/rules/catalogue.ts";
import { AreaField } from "../area/AreaField.tsx";
import { Choice, optionsOf, type Option } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { toggled } from "./filling.ts";
import { isRisk, type Question } from "./question.ts";
import { text } from "../language/text.ts";

interface QuestionFieldProps {
  readonly question: Question;
  readonly value: FactValue | undefined;
  readonly today: string;
  /** Last time's answer in words. */
  readonly was: string | undefined;
  readonly onAnswer: (key: string, value: FactValue) => void;
}

const tones: Readonly<Record<string, Option["tone"]>> = { suspected: "worry", confirmed: "grave" };
const yesNo = (): readonly Option[] => [
  { value: "true", word: text("question.yes") },
  { value: "false", word: text("question.no") },
];

const riskOptions = (words: Readonly<Record<string, string>>): Option[] =>
  optionsOf(words).map((option) => {
    const tone = tones[option.value];
    return tone ? { ...option, tone } : option;
  });

function Input({ question, value, today, onAnswer }: QuestionFieldProps) {
  const { key, label, type } = question;
  const options = question.options ?? {};
  switch (type) {
    case "enum":
      return (
        <Choice
          label={label}
          options={isRisk(question) ? riskOptions(options) : optionsOf(options)}
          chosen={[String(value)]}
          onChoose={(code) => onAnswer(key, code)}
        />
      );
    case "set": {
      const held = Array.isArray(value) ? (value as readonly string[]) : [];
      const choose = (code: string): void => {
        const next = toggled(held, code);
        if (next.length > 0) onAnswer(key, next);
      };
      return <Choice label={label} many options={optionsOf(options)} chosen={held} onChoose={choose} />;
    }
    case "bool":
      return (
        <Choice
          label={label}
          options={yesNo()}
          chosen={[String(value)]}
          onChoose={(code) => onAnswer(key, code === "true")}
        />
      );
    case "area":
      return <AreaField label={label} onChoose={(code) => onAnswer(key, code)} />;
    case "int":
      return (
        <Field
          label={label}
          type="number"
          value={value === undefined ? "" : String(value)}
          onInput={(typed) => /^\d{1,8}$/.test(typed) && onAnswer(key, Number(typed))}
        />
      );
    case "day":
      return (
        <Field
          label={label}
          type="date"
          latest={today}
          value={typeof value === "string" ? value : ""}
          onInput={(typed) => typed !== "" && onAnswer(key, typed)}
        />
      );
    case "text":
      return (
        <Field label={label} value={typeof value === "string" ? value : ""} onInput={(typed) => onAnswer(key, typed)} />
      );
  }
}

const titled = new Set(["day", "int", "text"]);

/** One question with its answers as big chips; what was said last time stands beside it. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, was } = props;
  return (
    <div class="question" data-key={question.key}>
      {!titled.has(question.type) && <p class="strong">{question.label}</p>}
      {was !== undefined && <p class="soft">{text("question.last", { was })}</p>}
      <Input {...props} />
    </div>
  );
}
