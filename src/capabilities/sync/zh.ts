export const problems: Readonly<Record<string, string>> = {
  "sync.village_only": "手机上只存一个村的档案；您管着不止一个村，请到工作人员入口办理。",
  "sync.other_person": "这部手机存的是另一个人的村子；请由本人登录后再送。",
  "sync.other_village": "这部手机存的村子已经不由您负责。",
  "sync.not_over": "这部手机可以照常使用，请登录后送出。",
  "sync.salvage_unknown": "没有找到这条记录，可能已经处理过。",
  "sync.file_damaged": "这张照片或签名打不开了，没有记进档案。请向前任核实；确实没有用的，可以不采用。",
  "sync.child_moved": "这个孩子的档案已经迁到别的村。这一条连同写的内容，已经交给那里的儿童主任核对，不用再送。",
  "sync.only_begun": "这是没有填完的走访，只供您了解情况，不能当作走访记进档案。",
  "sync.failed": "服务器没能记下这一条，内容还在手机里。请稍后再送一次；还不行，请告诉镇里。",
  "outbox.needs_gone": "它前面的登记没有办成，这一条送不出去。",
};
