import { Button } from "antd";
import { Refusal } from "../app/api.ts";

interface RestDayProps {
  readonly refusal: Refusal | undefined;
  readonly day: string | null;
  readonly sending: boolean;
  readonly sure: () => void;
}

/** A meeting on a day on which nobody works: said in words, and asked once more. */
export function RestDay({ refusal, day, sending, sure }: RestDayProps) {
  if (refusal?.code !== "conference.rest_day" || refusal.data["day"] !== day) return null;
  return (
    <Button loading={sending} onClick={sure}>
      仍在这一天召开
    </Button>
  );
}

/** Whose part was refused, by name: the answer says which of the children it is. */
export function ofWhom(refusal: Refusal | undefined, names: readonly string[]): Refusal | undefined {
  const at = refusal?.data["child"];
  if (!refusal || typeof at !== "number") return refusal;
  return new Refusal(refusal.code, `${names[at - 1] ?? ""}：${refusal.message}`, refusal.status, refusal.data);
}
