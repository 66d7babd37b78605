import { generateChildren, generateVisits, cases } from "#capabilities/demo/index.ts";
const villages = Array.from({length:580},(_,i)=>({code:String(445281001200+i), name:"示例村"+i}));
const N=Number(process.argv[2]??300000);
let n=0,h0=0; const t=performance.now(); let v=0; const kinds:any={};
for (const c of generateChildren({seed:1,count:N,villages,today:"2024-07-01"})) { n++; if(n%50000===0){globalThis.gc?.(); console.log(n,(process.memoryUsage().heapUsed/1e6).toFixed(0));} if (n<3|| n==500) console.log(c); }
const u=process.cpuUsage(); console.log(n, cases.length, (n/(performance.now()-t)*1000).toFixed(0)+"/s", (n/(u.user/1e6)).toFixed(0)+"/cpu-s");
