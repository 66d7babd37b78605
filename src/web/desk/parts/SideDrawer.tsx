import { Drawer, type DrawerProps } from "antd";
import { useLeave } from "./unsaved.ts";

/** A drawer beside the page: what was typed into it is not thrown away without a question. */
export function SideDrawer({ onClose, ...shown }: DrawerProps) {
  const leave = useLeave();
  return <Drawer {...shown} onClose={(event) => leave(() => onClose?.(event))} />;
}
