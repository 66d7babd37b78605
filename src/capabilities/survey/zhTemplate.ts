/** The words of the sheet 填写说明. The example children are made up: their id numbers name a region that there is not. */
export const instructions = {
  sheet: "填写说明",
  title: "农村留守儿童和困境儿童摸排表填写说明",
  lines: [
    "1. 在“排查表”中每名儿童填一行，从第 3 行填起。只有“村（居）”“姓名”必填；没有身份证号的，还要填出生日期。不知道的留空，以后走访时再补，不要猜。",
    "2. 列可以移动、隐藏、删去（必填的除外），不影响导入；请不要改列名。",
    "3. 少数儿童才用到的列（如父母服刑期限、残疾组成、祖辈）先收起不显示。点表格上方的“+”展开旁边的一组，点左上角的“2”展开全部，点“1”全部收起。成块粘贴好几列之前请先点“2”，以免贴到收起的列里。",
    "4. 证件号码、电话、残疾人证号的列已设为“文本”格式。从别的表复制时，请用“选择性粘贴 → 数值”，不要连格式一起粘贴，否则 Excel 会把身份证号末几位变成 0。",
    "5. 日期填公历，如 2014-05-01。只知道农历的，请先换算。",
    "6. 有下拉列表的，从列表中选择；可填多项的，用“、”隔开。",
    "7. 风险情形按实际填“否”“疑似”或“是”，没有发现的可留空。风险等级由系统按政策判定，“备注”中填写的等级只作参考。",
    "8. 上传后会得到一份标好结果的工作簿：没有问题的行已经导入；有问题的单元格标成红色，并说明怎么改。改好后把整份再上传一次即可，已导入的不会重复。",
    "9. 表中有未成年人的个人信息，请妥善保管，不要用聊天软件转发；上传成功后请删除电脑里的副本。",
  ],
  folded: "（在收起的列中）",
  tableHead: ["列名", "怎么填", "例一", "例二"],
  examples: {
    village: ["南园社区", "445281001205"], surveyedOn: ["2024-07-01", "2024-07-01"], name: ["张小明", "阿依古丽·买买提"], sex: ["男", "女"],
    ethnicity: ["汉族", "维吾尔族"], idKind: ["居民身份证", "无证件"], idNumber: ["990000201405010013", ""], birthDate: ["2014-05-01", "2016-02-29"],
    "hukou.kind": ["农村", "未登记户口"], "residence.with": ["其他监护人", "父母一方"], "health.state": ["健康", "一般或较弱"],
    "school.state": ["小学", "小学"], "school.name": ["南园小学", "南园小学"], "school.grade": ["四年级", "二年级"], "school.boarding": ["否", "否"],
    "father.name": ["张大强", ""], "father.status": ["无下列情形", "服刑在押"], "father.away.state": ["外出务工", "未外出"], "father.away.since": ["2024-02-18", ""],
    "father.away.area": ["广东省深圳市", ""], "father.custody.since": ["", "2023-11-06"], "father.custody.until": ["", "2026-11-05"],
    "mother.status": ["无下列情形", "重病、失联"], "mother.away.state": ["外出务工", ""], "guardian.name": ["王秀英", "买买提·阿布都"],
    "guardian.relation": ["祖母", "祖父"], "guardian.phone": ["13800000000", "0663-2220000"], "household.assistance": ["无", "最低生活保障家庭、特困人员"],
    "risk.dropout": ["否", "疑似"], "measure.tracked": ["", "2024-06-20"], remark: ["", "蓝色"], filledBy: ["李主任", "李主任"],
  } as Readonly<Record<string, readonly [string, string]>>,
} as const; // prettier-ignore
