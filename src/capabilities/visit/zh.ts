export const problems: Readonly<Record<string, string>> = {
  "visit.child_closed":
    "该档案已经结案，结案以后的走访不能记进去。孩子还需要关心的，请告诉镇里恢复建档，再送一次；内容还在这里。",
  "visit.day_in_future": "走访日期 {day} 在今天之后，请核对。",
  "visit.form_unknown": "走访表 {form} 不是本地现行或曾经使用的版本，请刷新后重填。",
  "visit.before_birth": "走访日期 {day} 早于出生日期，请核对。",
};

export const history: Readonly<Record<string, string>> = {
  "visit.recorded": "走访联系",
  "visit.placed": "走访的大致位置",
};

export const evidenceNames = { photo: "照片", place: "大致位置", signature: "签名" } as const;
