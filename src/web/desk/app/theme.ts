import type { ThemeConfig } from "antd";

/** antd in our tokens (src/web/ui/tokens.css): its own greys are too pale to read. */
export const theme: ThemeConfig = {
  cssVar: { key: "tonghu" },
  hashed: false,
  token: {
    colorPrimary: "#2f4374",
    colorInfo: "#2f4374",
    colorLink: "#2f4374",
    colorLinkHover: "#24365f",
    colorText: "#18212b",
    colorTextSecondary: "#465361",
    colorTextTertiary: "#5c6876",
    colorTextDescription: "#5c6876",
    colorTextPlaceholder: "#5c6876",
    colorTextDisabled: "#5c6876",
    colorBorder: "#b9c2cb",
    colorBorderSecondary: "#e2e6ea",
    colorBgLayout: "#f5f6f4",
    colorError: "#a61b13",
    colorWarning: "#765200",
    colorSuccess: "#1b6239",
    borderRadius: 8,
    fontFamily: "var(--font)",
    fontSize: 15,
    controlHeight: 38,
  },
  components: {
    Button: { primaryShadow: "none", defaultShadow: "none", fontWeight: 500 },
    Segmented: { itemColor: "#465361", itemSelectedColor: "#18212b", trackBg: "#e9ecee" },
  },
};
