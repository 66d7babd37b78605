/** @jsxImportSource preact */
/** Why something was refused; nothing where it was not. */
export function Fault({ said }: { said: string | undefined }) {
  if (said === undefined) return null;
  return (
    <p class="note bad" role="alert">
      {said}
    </p>
  );
}
