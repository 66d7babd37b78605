import type { AttachmentLine } from "#capabilities/attachment/words.ts";
import { attachmentKinds } from "#capabilities/attachment/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";
import type { ChildFileData } from "../registry/file.ts";
import { OnePicture } from "./OnePicture.tsx";

/** Photos and signatures of visits; nothing where there are none, or for a post that may not see them. */
export function FileAttachments({ file }: { readonly file: ChildFileData }) {
  return useMay()("attachment.read") ? <Lines file={file} /> : null;
}

/** A signature belongs to what was signed: photos alone are withdrawn, and none of a closed file. */
function Lines({ file }: { readonly file: ChildFileData }) {
  const read = useLoad<AttachmentLine[]>(`/api/attachment/children/${file.childId}/files`);
  const may = useMay()("attachment.withdraw") && file.status === "open";
  return (
    <Silent of={read} what="照片和签名">
      {(lines) =>
        lines.length > 0 && (
          <Card title="照片和签名" note={`共${lines.length}份`}>
            <ul className="attachments">
              {lines.map(({ id, kind, day }) => (
                <OnePicture
                  key={id}
                  name={`${longDay(day)}的${attachmentKinds[kind]}`}
                  path={`/api/attachment/children/${file.childId}/files/${id}`}
                  purpose={file.purpose}
                  {...(may && kind === "photo" && { withdrawn: read.reload })}
                />
              ))}
            </ul>
          </Card>
        )
      }
    </Silent>
  );
}
