import { shapePath } from "../../ui/shapes.ts";
import { levelOf, usePolicy } from "../policy/policy.ts";

export function LevelShape({ shape }: { readonly shape: string }) {
  return (
    <svg className="level-shape" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapePath(shape)} />
    </svg>
  );
}

/** A level by its shape, colour and word; a child without one is said to have none. */
export function LevelBadge({ level }: { readonly level: string | null | undefined }) {
  const found = levelOf(usePolicy(), level);
  if (!found) return <span className="level">未定级</span>;
  return (
    <span className={`level level-${found.id}`} title={found.title}>
      <LevelShape shape={found.shape} />
      {found.word}
    </span>
  );
}
