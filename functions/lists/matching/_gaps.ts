import { readFileSync } from 'node:fs';
const R='/work/wt/matcher/';
const { finder } = await import(R+'test/functions/lists/matching/county.ts');
const { readMatter } = await import('./duplicates.ts');
const rd=(f:string)=>JSON.parse(readFileSync(f,'utf8'));
const n=(s:Set<number>)=>[...s].map(i=>finder.data[i].name).join(',');
for(const f of process.argv.slice(2)){const g=rd(f==='dev'?'/work/shared/data/matching/duplicates.dev.json':f==='fresh'?R+'test/functions/lists/matching/fresh.json':R+`test/functions/lists/matching/rounds/${f}.json`);
 for(const [gs,t] of [[g.duplicates,'D'],[g.nearMisses,'N']] as any) for(const {texts} of gs) for(const x of texts){const m=readMatter(finder,x); const causes=[...m.found.事由].filter((i:any)=>finder.data[i].family!=='*'); if(!m.found.物件.size||!causes.length) console.log(t,x,'|',n(m.found.物件 as any),'|',n(m.found.事由 as any));}}
