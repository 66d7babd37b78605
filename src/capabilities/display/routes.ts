import { z } from "zod";
import { type Route, route } from "#platform/http/route.ts";
import { closeScreen, type DisplayWorld, figures, leaveScreen, listScreens, openScreen } from "./actions.ts";
import { OpenedScreen, OpenScreen, ScreenFigures, ScreenLine, ScreenParam } from "./words.ts";

const screens = "/api/display/screens";

export const routes = (world: DisplayWorld): Route[] => [
  route({
    method: "POST", path: screens, permission: "display.open", summary: "把这台浏览器打开为大屏，并退出登录", body: OpenScreen, output: OpenedScreen, looks: { none: "figures alone" },
    refusals: ["account.fresh_factor_needed", "account.no_post", "area.unknown", "display.area_small", "display.id_taken"],
  })(({ actor, body, request, reply }) => openScreen(world, actor, body, { request, reply })),
  route({
    method: "GET", path: screens, permission: "display.open", summary: "辖区内打开的大屏", output: z.array(ScreenLine), looks: { none: "screens alone" },
  })(({ actor }) => listScreens(world, actor)),
  route({
    method: "DELETE", path: `${screens}/:screenId`, permission: "display.open", summary: "停用大屏", params: ScreenParam, looks: { none: "screens alone" }, refusals: ["display.unknown"],
  })(({ actor, params }) => closeScreen(world, actor, params.screenId)),
  route({
    method: "GET", path: "/api/display/figures", permission: null, stranger: true, summary: "大屏上的数字（凭大屏自己的标识）", output: ScreenFigures, refusals: ["display.not_open"],
  })(({ request }) => figures(world, request)),
  route({
    method: "DELETE", path: "/api/display/own", permission: null, stranger: true, summary: "退出大屏（在大屏上）",
  })(({ request, reply }) => leaveScreen(world, request, reply)),
]; // prettier-ignore
