export const placement = {
  area_unit: "reference",
  area_succession: "reference",
  area_alias: "reference",
  area_boundary: "local",
} as const;
