import type { PublicPolicy } from "#capabilities/concern/words.ts";

/** Before the server has answered, and where it cannot be reached: what holds in the whole country. */
export const withoutServer: PublicPolicy = {
  synthetic: false,
  situations: [],
  reporters: [],
  hotlines: [
    { id: "police", number: "110", title: "有人正受伤害，或者情况紧急", text: "公安报警电话" },
    { id: "government", number: "12345", title: "找政府帮忙，或者不知道该找谁", text: "政务服务便民热线" },
    { id: "youth", number: "12355", title: "心里难受，想找人说说", text: "青少年服务台" },
  ],
};
