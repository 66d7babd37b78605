import { App } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import type { Origin } from "#capabilities/referral/words.ts";
import { CallForm } from "../conference/CallForm.tsx";
import { DecideForm, ProposeForm, RejectForm } from "../grade/GradeForms.tsx";
import { EnlistForm } from "../bulletin/EnlistForm.tsx";
import { UrgeForm } from "../bulletin/UrgeForm.tsx";
import { AskForm } from "../recognition/AskForm.tsx";
import { SendForm as ReferralForm } from "../referral/SendForm.tsx";
import { SealForm, UnsealForm } from "../retention/SealForm.tsx";
import { RequestForm } from "../rights/RequestForm.tsx";
import { TaskForm } from "../task/TaskForm.tsx";
import { VisitForm } from "../visit/VisitForm.tsx";
import { EditForm } from "./EditForm.tsx";
import { type ChildFileData, textOf } from "./file.ts";
import { type ActionName, actionTitle } from "./FileActions.tsx";
import { CloseForm, MoveForm, ReopenForm } from "./FileForms.tsx";
import { IntervenedForm } from "./IntervenedForm.tsx";
import { BreakSealForm, CaseForm } from "./SealForms.tsx";

/** What every form of the drawer is given: `stored` shuts it and reads the file anew, `reload` only reads. */
export interface FormProps {
  readonly file: ChildFileData;
  readonly stored: (said: string) => void;
  readonly reload: () => void;
  /** Shows an answer that came with a command, and shuts the drawer. */
  readonly show: (file: ChildFileData) => void;
  /** What of the file a referral comes from. */
  readonly origin?: Origin | undefined;
}

const forms: Readonly<Record<ActionName, (props: FormProps) => React.ReactNode>> = {
  visit: VisitForm,
  intervene: IntervenedForm,
  edit: EditForm,
  propose: ProposeForm,
  decide: DecideForm,
  reject: RejectForm,
  task: TaskForm,
  refer: ReferralForm,
  confer: CallForm,
  urge: UrgeForm,
  enlist: EnlistForm,
  recognise: AskForm,
  move: MoveForm,
  close: CloseForm,
  reopen: ReopenForm,
  case: CaseForm,
  seal: BreakSealForm,
  sealFile: SealForm,
  unsealFile: UnsealForm,
  request: RequestForm,
};

interface DrawerProps {
  readonly name: ActionName | undefined;
  readonly file: ChildFileData;
  readonly close: () => void;
  readonly done: () => void;
  readonly show: (file: ChildFileData) => void;
  readonly origin?: Origin | undefined;
}

export function ActionDrawer({ name, file, close, done, show, origin }: DrawerProps) {
  const { message } = App.useApp();
  const Form = name && forms[name];
  const stored = (said: string): void => {
    void message.success(said);
    close();
    done();
  };
  const title = name && `${actionTitle(name)} · ${textOf(file, "name") ?? ""}`;
  return (
    <SideDrawer
      open={name !== undefined}
      onClose={close}
      title={title}
      size={640}
      destroyOnHidden
      className="action-drawer"
    >
      {Form && (
        <Form key={`${file.childId} ${name}`} file={file} stored={stored} reload={done} show={show} origin={origin} />
      )}
    </SideDrawer>
  );
}
