export const attachmentKinds = { photo: "照片", signature: "签名" } as const;

export const problems: Readonly<Record<string, string>> = {
  "attachment.not_found": "没有找到这张照片或签名。",
  "attachment.part_wrong": "照片没有传完整，请再送一次。",
  "attachment.incomplete": "照片还没有传完，内容还在手机里。请再送一次。",
  "attachment.too_large": "照片太大，没有收下。请重新拍一张。",
  "attachment.too_much": "这个孩子名下没传完的照片太多，请等前面的传完。",
  "attachment.not_an_image": "这不是一张能打开的照片，没有收下。请重新拍一张。",
  "attachment.not_taken": "按走访当天施行的政策，走访不留{what}，所以没有存进档案。走访记录不受影响。",
  "attachment.signature_stays": "签名属于签下的那份材料，不能单独撤回。",
  "attachment.child_closed": "该档案已经结案，不能再加或者撤回照片、签名。",
};

export const history: Readonly<Record<string, string>> = {
  "attachment.added": "照片或签名",
  "attachment.withdrawn": "撤回照片或签名",
};
