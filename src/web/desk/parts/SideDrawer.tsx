import { Drawer, type DrawerProps, Modal, type ModalProps } from "antd";
import { useLeave } from "./unsaved.ts";

/** A drawer beside the page: what was typed into it is not thrown away without a question. */
export function SideDrawer({ onClose, ...shown }: DrawerProps) {
  const leave = useLeave();
  return <Drawer {...shown} onClose={(event) => leave(() => onClose?.(event))} />;
}

/** The same of a dialog above the page, with buttons of its form's own. */
export function FormModal({ onCancel, ...shown }: ModalProps) {
  const leave = useLeave();
  return <Modal footer={null} destroyOnHidden {...shown} onCancel={(event) => leave(() => onCancel?.(event))} />;
}
