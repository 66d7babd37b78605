/** The outline of each shape that a policy may give a level, in a box of 16 by 16. */
export const shapePaths: Readonly<Record<string, string>> = {
  triangle: "M8 1.5 15.2 14.5H.8Z",
  diamond: "M8 .8 15.2 8 8 15.2.8 8Z",
  square: "M2 2h12v12H2Z",
  circle: "M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2Z",
};

/** A level whose shape this page does not know is still not a colour alone. */
export const shapePath = (shape: string): string => shapePaths[shape] ?? "M1 6h14v4H1Z";
