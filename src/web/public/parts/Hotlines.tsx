/** @jsxImportSource preact */
import type { PublicPolicy } from "#capabilities/concern/words.ts";

type Lines = PublicPolicy["hotlines"];

/** Whom to call, the first one for danger at this moment. */
export const Hotlines = ({ hotlines }: { readonly hotlines: Lines }) => (
  <section class="urgent" aria-labelledby="hotlines">
    <h2 id="hotlines">孩子正有危险，先打电话</h2>
    <ul class="lines">
      {hotlines.map(({ id, number, title, text }) => (
        <li key={id}>
          <a class="number" href={`tel:${number}`}>
            {number}
          </a>
          <span>
            <b>{title}</b>
            {text}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

/** The first number alone: on a page that somebody fills in. */
export const CallFirst = ({ hotlines: [first] }: { readonly hotlines: Lines }) =>
  first ? (
    <p class="call">
      <span>正有危险的，先打</span>
      <a class="btn danger" href={`tel:${first.number}`}>
        拨打 {first.number}
      </a>
    </p>
  ) : null;

/** Nobody knows whether it has arrived: whom to call instead, and the same message once more. */
export const NotSent = ({ hotlines, again, busy }: { readonly hotlines: Lines; readonly again: () => void; readonly busy: boolean }) => (
  <section class="urgent" role="alert" data-not-sent>
    <h2>可能没有送到：没有收到服务器的回应</h2>
    <p>写的内容还在这一页上。孩子正有危险的，不要等，马上打电话：</p>
    <p class="doors">
      {hotlines.map(({ id, number, text }) => (
        <a key={id} class="btn danger" href={`tel:${number}`}>
          {number} <small>{text}</small>
        </a>
      ))}
    </p>
    <button type="button" class="btn wide" disabled={busy} onClick={again}>
      再发一次
    </button>
  </section>
); // prettier-ignore
