/*
 * Words that lists of leaked passwords are made of, in China and elsewhere, and those that suggest themselves in this
 * office. Longer ones first, so that a short one does not break a long one apart.
 */
const words = `
  password passw0rd p@ssword passwd pass admin administrator root superuser user guest test demo default changeme letmein
  welcome hello login master secret system server manager support service public private internet computer windows
  qwerty qazwsx asdfgh zxcvbn iloveyou loveyou ilove lovely love baby angel princess sunshine monkey dragon football
  baseball superman batman michael jordan charlie freedom whatever trustno shadow flower killer hunter
  woaini woaiwojia woaizhongguo aini wodemima mima nihao zhongguo china beijing shanghai guangdong guangzhou puning
  hainan haikou sichuan chengdu chongqing jieyang tianya taobao alibaba baidu tencent weixin wechat dearbook xiaoming
  laopo laogong baobao wangyut huawei xiaomi 5201314 1314520 520520 1314 520 112233 123123 123321 147258369 147258
  159357 741852963 321654 789456 888888 666666 168168 111222 121212 100200 aa123 a123 abc123 qwe123 asd123 zxc123
  tonghu ertong ertongzhuren dudao dudaoyuan minzheng minzhengju minzhengting liushou kunjing liudong shequ cunwei
  zhuren shegong fuli weibao guanai wuyi xinnian january february summer winter spring autumn monday friday
`;

export const guessableWords: readonly string[] = words
  .trim()
  .split(/\s+/)
  .toSorted((a, b) => b.length - a.length);
