import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Pen {
  /** Whether anything stands on the sheet. */
  readonly written: boolean;
  readonly clear: () => void;
}

/** Strokes as they were written: x, y, x, y … on the sheet. */
export type Strokes = readonly (readonly number[])[];

/** What was written before the program ended; told after each stroke. */
export interface Unfinished {
  readonly strokes: Strokes;
  readonly onStroke: (strokes: Strokes) => void;
}

function drawn(pen: CanvasRenderingContext2D, strokes: Strokes): void {
  for (const [x = 0, y = 0, ...more] of strokes) {
    pen.beginPath();
    pen.moveTo(x, y);
    for (let n = 0; n + 1 < more.length; n += 2) pen.lineTo(more[n] ?? 0, more[n + 1] ?? 0);
    pen.stroke();
  }
}

/** Draws on a canvas what a finger writes: white paper, so that the picture is read on any ground. */
export function usePen(canvasRef: RefObject<HTMLCanvasElement | null>, unfinished?: Unfinished): Pen {
  const unfinishedRef = useRef(unfinished);
  const strokesRef = useRef<number[][]>((unfinished?.strokes ?? []).map((stroke) => [...stroke]));
  const [written, setWritten] = useState((unfinished?.strokes.length ?? 0) > 0);
  const clear = (): void => {
    const canvas = canvasRef.current;
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen) return;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    strokesRef.current = [];
    unfinishedRef.current?.onStroke([]);
    setWritten(false);
  };
  useEffect(() => {
    const canvas = canvasRef.current;
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen) return undefined;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#111", lineWidth: 5, lineCap: "round", lineJoin: "round" });
    drawn(pen, strokesRef.current);
    const at = ({ clientX, clientY }: PointerEvent): [number, number] => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return [((clientX - left) * canvas.width) / width, ((clientY - top) * canvas.height) / height];
    };
    const down = (event: PointerEvent): void => {
      canvas.setPointerCapture(event.pointerId);
      const point = at(event);
      strokesRef.current.push(point.map(Math.round));
      pen.beginPath();
      pen.moveTo(...point);
    };
    const move = (event: PointerEvent): void => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      const point = at(event);
      strokesRef.current.at(-1)?.push(...point.map(Math.round));
      pen.lineTo(...point);
      pen.stroke();
      setWritten(true);
    };
    const up = (): void => unfinishedRef.current?.onStroke(strokesRef.current.filter((stroke) => stroke.length > 2));
    canvas.addEventListener("pointerdown", down);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    return () => {
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointermove", move);
      canvas.removeEventListener("pointerup", up);
      canvas.removeEventListener("pointercancel", up);
    };
  }, [canvasRef]);
  return { written, clear };
}
