/** @jsxImportSource preact */
const drawings = {
  back: "M15 5l-7 7 7 7",
  phone: "M6 3h3l2 5-2.5 1.6a11 11 0 0 0 5.9 5.9L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  today:
    "M8 4H6a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V5a1 1 0 0 0-1-1h-2M9 2.5h6v3.5H9ZM8.5 13.5l2.5 2.5 4.5-5",
  people: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7",
  tasks: "M4 6h2M4 12h2M4 18h2M10 6h10M10 12h10M10 18h10",
  add: "M12 5v14M5 12h14",
  cloud: "M7 18a4.5 4.5 0 0 1-.6-8.96 6 6 0 0 1 11.5 1.5A3.8 3.8 0 0 1 17.4 18ZM3 3l18 18",
  danger: "M12 3.5 22 20.5H2ZM12 10v5M12 17.6v.4",
  me: "M4 7h16M4 12h16M4 17h10",
} as const;

export type IconName = keyof typeof drawings;

export const Icon = ({ name }: { name: IconName }) => (
  <svg
    width="26"
    height="26"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={drawings[name]} />
  </svg>
);
