import { type RefObject, useEffect, useRef } from "react";

/**
 * Where what had the keyboard's focus is gone (its row was dealt with), the focus goes on to what stands in its place: the
 * same card, else the one that moved up, else the page's heading. Without it the keyboard starts again at the top (WCAG 2.4.3).
 */
export function useFocusKept<T extends HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null);
  useEffect(() => {
    const root = place.current;
    if (!root) return undefined;
    let last: { readonly at: HTMLElement; readonly card: Element | null; readonly nth: number } | undefined;
    const cards = (): Element[] => [...root.querySelectorAll(".card")];
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      const card = target.closest(".card");
      last = { at: target, card, nth: card ? cards().indexOf(card) : 0 };
    };
    const goOn = (): void => {
      if (!last || last.at.isConnected || document.activeElement !== document.body) return;
      const now = cards();
      const card = last.card?.isConnected ? last.card : now[Math.min(last.nth, now.length - 1)];
      last = undefined;
      const next = card?.querySelector<HTMLElement>("li button, li a") ?? card?.querySelector<HTMLElement>("button, a");
      (next ?? document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(goOn);
    root.addEventListener("focusin", note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      root.removeEventListener("focusin", note);
      observer.disconnect();
    };
  }, []);
  return place;
}
