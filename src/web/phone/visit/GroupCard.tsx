/** @jsxImportSource preact */
import type { FactValue } from "#engines/rules/catalogue.ts";
import { Icon } from "../parts/Icon.tsx";
import { confirmAll, confirmGroup, type Filling, type Group, type Layout, openGroup } from "./filling.ts";
import { QuestionField } from "./QuestionField.tsx";
import { type Answers, type Question, valueNow } from "./question.ts";
import { text, word } from "../language/text.ts";

export interface Asking {
  readonly answers: Answers;
  readonly today: string;
  /** Last time's answer in words. */
  readonly was: (question: Question) => string | undefined;
  readonly onAnswer: (key: string, value: FactValue) => void;
}

export const Questions = ({ questions, asking }: { questions: readonly Question[]; asking: Asking }) => (
  <div>
    {questions.map((question) => (
      <QuestionField
        key={question.key}
        question={question}
        value={valueNow(question, asking.answers)}
        today={asking.today}
        was={asking.was(question)}
        onAnswer={asking.onAnswer}
      />
    ))}
  </div>
);

/** What was said last time, as one reads it out; the group's own name is not said twice. */
function Known({ group, asking }: { group: Group; asking: Asking }) {
  const known = group.questions.flatMap((question) => {
    const was = asking.was(question);
    return was === undefined ? [] : [{ question, was }];
  });
  if (known.length === 0) return <p class="soft">{text("group.unknown")}</p>;
  return (
    <dl class="facts">
      {known.map(({ question, was }) => [
        <dt key={`${question.key}-label`}>
          {question.label.startsWith(group.name) ? question.label.slice(group.name.length) : question.label}
        </dt>,
        <dd key={question.key}>{was}</dd>,
      ])}
    </dl>
  );
}

interface GroupPartProps {
  readonly group: Group;
  readonly same: boolean;
  readonly opened: boolean;
  readonly asking: Asking;
  readonly onToggle: () => void;
}

/** One part of the family's life, opened only to say what has changed. */
const GroupPart = ({ group, same, opened, asking, onToggle }: GroupPartProps) => (
  <section class="question" data-group={group.name}>
    <div class="row">
      <h3 class="grow row">
        {word(group.name)}
        {same && (
          <span class="fine row">
            <Icon name="check" />
            {text("group.is_same")}
          </span>
        )}
      </h3>
      <button type="button" class={`btn${opened ? " on" : ""}`} aria-expanded={opened} onClick={onToggle}>
        {text(opened ? "group.not_changed" : "group.changed")}
      </button>
    </div>
    {opened ? <Questions questions={group.questions} asking={asking} /> : <Known group={group} asking={asking} />}
  </section>
);

interface GroupsCardProps {
  readonly layout: Layout;
  readonly filling: Filling;
  readonly asking: Asking;
  readonly onChange: (next: (filling: Filling) => Filling) => void;
}

/** Everything that may have changed since last time, confirmed by one tap; what has changed is opened one by one. */
export function GroupsCard({ layout, filling, asking, onChange }: GroupsCardProps) {
  const opened = layout.groups.filter((group) => filling.opened.includes(group.name));
  const settled = layout.groups.every((group) => filling.same.includes(group.name) || opened.includes(group));
  if (layout.groups.length === 0) return null;
  return (
    <section class="card" data-group="life">
      <h2>{text("group.title")}</h2>
      <button
        type="button"
        class={`btn wide${settled ? " on" : ""}`}
        aria-pressed={settled}
        onClick={() => onChange((now) => confirmAll(layout, now))}
      >
        {settled && <Icon name="check" />}
        {text(opened.length > 0 ? "group.rest_same" : "group.all_same")}
      </button>
      {layout.groups.map((group) => {
        const isOpen = opened.includes(group);
        const toggle = (now: Filling): Filling =>
          isOpen ? confirmGroup(now, group.name, group.questions) : openGroup(now, group.name);
        return (
          <GroupPart
            key={group.name}
            group={group}
            same={filling.same.includes(group.name)}
            opened={isOpen}
            asking={asking}
            onToggle={() => onChange(toggle)}
          />
        );
      })}
    </section>
  );
}
