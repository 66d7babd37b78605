export const problems: Readonly<Record<string, string>> = {
  "account.not_signed_in": "请先登录。",
  "account.not_permitted": "您的岗位不能进行这项操作。",
  "account.code_wrong": "登录码无效或已过期，请联系管理员重新发放。",
  "account.no_post": "您目前没有任职岗位，请联系管理员。",
};
