import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Pen {
  /** Whether anything stands on the sheet. */
  readonly written: boolean;
  readonly clear: () => void;
}

/** Draws on a canvas what a finger writes: white paper, so that the picture is read on any ground. */
export function usePen(canvasRef: RefObject<HTMLCanvasElement | null>): Pen {
  const [written, setWritten] = useState(false);
  const clear = (): void => {
    const canvas = canvasRef.current;
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen) return;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    setWritten(false);
  };
  useEffect(() => {
    const canvas = canvasRef.current;
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen) return undefined;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#111", lineWidth: 5, lineCap: "round", lineJoin: "round" });
    const at = ({ clientX, clientY }: PointerEvent): [number, number] => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return [((clientX - left) * canvas.width) / width, ((clientY - top) * canvas.height) / height];
    };
    const down = (event: PointerEvent): void => {
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...at(event));
    };
    const move = (event: PointerEvent): void => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      pen.lineTo(...at(event));
      pen.stroke();
      setWritten(true);
    };
    canvas.addEventListener("pointerdown", down);
    canvas.addEventListener("pointermove", move);
    return () => {
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointermove", move);
    };
  }, [canvasRef]);
  return { written, clear };
}
