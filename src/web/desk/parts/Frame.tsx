import { type ReactNode, useCallback, useState } from "react";

/**
 * What stands around a table. Where the table is wider than its place it scrolls sideways, and then the keyboard must reach
 * it (WCAG 2.1.1); where it fits, it is no stop on the way.
 */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [wide, setWide] = useState(false);
  const watch = useCallback((frame: HTMLDivElement) => {
    const measure = (): void => setWide(frame.scrollWidth > frame.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    if (frame.firstElementChild) observer.observe(frame.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const reach = wide ? { tabIndex: 0, role: "region", "aria-label": "表格，可以左右滚动" } : {};
  return (
    <div className="grid-frame" ref={watch} {...reach}>
      {children}
    </div>
  );
}
