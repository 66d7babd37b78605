/** @jsxImportSource preact */
import type { FactValue } from "#engines/rules/catalogue.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Group } from "./filling.ts";
import { QuestionField } from "./QuestionField.tsx";
import { type Answers, type Question, valueNow } from "./question.ts";

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

interface GroupCardProps {
  readonly group: Group;
  readonly same: boolean;
  readonly opened: boolean;
  readonly asking: Asking;
  readonly onSame: () => void;
  readonly onOpen: () => void;
}

function Known({ group, asking }: { group: Group; asking: Asking }) {
  const known = group.questions.flatMap((question) => {
    const was = asking.was(question);
    return was === undefined ? [] : [{ question, was }];
  });
  if (known.length === 0) return <p class="soft">还没有登记过</p>;
  return (
    <dl class="facts">
      {known.map(({ question, was }) => [
        <dt key={`${question.key}-label`}>{question.label.replace(new RegExp(`^${group.name}`), "")}</dt>,
        <dd key={question.key}>{was}</dd>,
      ])}
    </dl>
  );
}

/** One part of the family's life: as it was last time by one tap, or opened to say what has changed. */
export const GroupCard = ({ group, same, opened, asking, onSame, onOpen }: GroupCardProps) => (
  <section class="card" data-group={group.name}>
    <h2 class="row">
      <span class="grow">{group.name}</span>
      {same && (
        <span class="fine row">
          <Icon name="check" />
          和上次一样
        </span>
      )}
    </h2>
    {opened ? <Questions questions={group.questions} asking={asking} /> : <Known group={group} asking={asking} />}
    <div class="row">
      {!same && (
        <button type="button" class="btn grow" onClick={onSame}>
          和上次一样
        </button>
      )}
      {!opened && (
        <button type="button" class="btn grow" onClick={onOpen}>
          有变化
        </button>
      )}
    </div>
  </section>
);
