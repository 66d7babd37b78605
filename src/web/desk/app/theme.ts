import { theme as antd, type ThemeConfig } from "antd";
import { type Appearance, colourOf, remOf } from "./appearance.ts";

/** antd in our tokens (src/web/ui/tokens.css): its own greys are too pale to read. */
const tokensOf = (): NonNullable<ThemeConfig["token"]> => ({
  colorPrimary: colourOf("fill"),
  colorInfo: colourOf("fill"),
  colorLink: colourOf("pri"),
  colorLinkHover: colourOf("pri-h"),
  colorText: colourOf("ink"),
  colorTextSecondary: colourOf("ink2"),
  colorTextTertiary: colourOf("ink3"),
  colorTextDescription: colourOf("ink3"),
  colorTextPlaceholder: colourOf("ink3"),
  colorTextDisabled: colourOf("ink3"),
  colorBorder: colourOf("edge"),
  colorBorderSecondary: colourOf("line"),
  colorBgLayout: colourOf("paper"),
  colorBgContainer: colourOf("panel"),
  colorBgElevated: colourOf("panel"),
  colorPrimaryBorder: colourOf("focus"),
  controlItemBgActive: colourOf("pri-t"),
  controlItemBgActiveHover: colourOf("pri-t"),
  colorError: colourOf("red-x"),
  colorWarning: colourOf("yel-x"),
  colorSuccess: colourOf("grn-x"),
  borderRadius: 8,
  fontFamily: "var(--font)",
  fontSize: remOf(),
  controlHeight: Math.round(remOf() * 2.5),
});

/** The component library as the desk looks just now: read anew whenever the appearance changes. */
export const themeFor = ({ dark, still }: Appearance): ThemeConfig => ({
  cssVar: { key: "tonghu" },
  hashed: false,
  algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
  token: { ...tokensOf(), motion: !still },
  components: {
    Button: {
      primaryShadow: "none",
      defaultShadow: "none",
      fontWeight: 500,
      // on a dark page the red of a button is a pale one, and white is not read on it
      dangerColor: colourOf(dark ? "paper" : "panel"),
      // the lighter blue that the library takes on a dark page does not carry white letters (4.36 : 1)
      ...(dark && { colorPrimaryHover: colourOf("fill") }),
      defaultHoverColor: colourOf("pri-h"),
      defaultHoverBorderColor: colourOf("pri-l"),
      defaultActiveColor: colourOf("pri-h"),
    },
    Segmented: {
      itemColor: colourOf("ink2"),
      itemSelectedColor: colourOf("ink"),
      itemSelectedBg: colourOf(dark ? "line" : "panel"),
      trackBg: colourOf(dark ? "paper" : "line2"),
    },
  },
});
