/** @jsxImportSource preact */

export const Top = ({ title, says }: { readonly title: string; readonly says: string }) => (
  <header>
    <a class="back" href="#/">
      ‹ 返回
    </a>
    <h1>{title}</h1>
    <p class="soft">{says}</p>
  </header>
);
