import type { ConcernContent } from "#capabilities/concern/words.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { minuteText } from "../../ui/dayText.ts";
import { OnePicture } from "../attachment/OnePicture.tsx";
import { Card } from "../parts/Page.tsx";

interface ConcernPicturesProps {
  readonly id: string;
  readonly content: ConcernContent;
  readonly purpose: Purpose | undefined;
  readonly changed: () => void;
}

/** What its reporter photographed: for the people on the case, one by one; nothing where there is none. */
export function ConcernPictures({ id, content: { pictures, closed }, purpose, changed }: ConcernPicturesProps) {
  const here = pictures.filter(({ withdrawn }) => withdrawn === null);
  if (here.length === 0) return null;
  return (
    <Card title="照片" note={`共${here.length}张，只给办理的人看`}>
      <ul className="attachments">
        {here.map((one) => (
          <OnePicture
            key={one.id}
            name={`报告人${minuteText(one.on)}拍的照片`}
            path={`/api/concern/reports/${id}/pictures/${one.id}`}
            purpose={purpose ?? null}
            {...(closed === null && { withdrawn: changed })}
          />
        ))}
      </ul>
    </Card>
  );
}
