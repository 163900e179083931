import { readFileSync, readdirSync } from 'node:fs';
const R='/work/wt/matcher/';
const { finder } = await import(R+'test/functions/lists/matching/county.ts');
const { compareMatters, readMatter } = await import('./duplicates.ts');
const rd=(f:string)=>JSON.parse(readFileSync(f,'utf8'));
const D='/work/shared/data/matching/';
const sets=[rd(D+'duplicates.dev.json'),rd(R+'test/functions/lists/matching/fresh.json'),...readdirSync(R+'test/functions/lists/matching/rounds').filter((f)=>!process.argv[2]?.split(',').includes(f.slice(0,1))).map(f=>rd(R+'test/functions/lists/matching/rounds/'+f))];
const X:number[][]=[],Y:number[]=[],W:number[]=[],G:number[]=[]; let keys:string[]=[]; let g=0;
sets.forEach((s,si)=>{const dev=si===0; for(const [gs,y] of [[s.duplicates,1],[s.nearMisses,0]] as any) for(const {texts} of gs){g++; const m=texts.map((t:string)=>readMatter(finder,t)); m.forEach((a:any,i:number)=>m.slice(i+1).forEach((b:any)=>{const f:any=compareMatters(finder,a,b).features; keys=Object.keys(f); X.push(keys.map(k=>f[k])); Y.push(y); W.push(dev?1.5:1);G.push(si);}));}});
const demands=[...rd(D+'demands.dev.json'),...rd(R+'test/functions/lists/matching/fresh.json').demands].map((d:any)=>readMatter(finder,d.text));
let seed=1; const rnd=()=>(seed=(seed*16807)%2147483647)/2147483647;
const nU=600; for(let i=0;i<nU;i++){const f:any=compareMatters(finder,demands[Math.floor(rnd()*demands.length)],demands[Math.floor(rnd()*demands.length)]).features; if(f.verbatim===1)continue; X.push(keys.map(k=>f[k]));Y.push(0);W.push(0.15);G.push(-1);}
const loo=process.argv.includes('--loo');
const neg=new Set(['objectDiffers','objectUnlike','objectSplit','causeDiffers','causeSplit','opposed','season','people','spotDiffers','contrast','otherPlace']);
const free=new Set(['causeKin','causeUnsaid','causeSilent']);
const lam=+(process.argv[3]??0.6);
function fit(idx:number[]){ const w=new Float64Array(keys.length), prior=keys.map(k=>k==='otherPlace'?-6:k==='opposed'?-3:k==='season'?-2.5:k==='people'?-1.5:0); let b=-1; keys.forEach((k,j)=>w[j]=prior[j]!);
 for(let it=0;it<4000;it++){const gw=new Float64Array(keys.length);let gb=0;let n=0; for(const i of idx){const x=X[i]!;let z=b;for(let j=0;j<x.length;j++)z+=w[j]!*x[j]!;const e=(1/(1+Math.exp(-z))-Y[i]!)*W[i]!;gb+=e;n+=W[i]!;for(let j=0;j<x.length;j++)gw[j]!+=e*x[j]!;}
  const lr=1.5; b-=lr*gb/n; for(let j=0;j<w.length;j++){w[j]!-=lr*(gw[j]!+lam*(w[j]!-prior[j]!))/n; const k=keys[j]!; if(!free.has(k)){ if(neg.has(k)) w[j]=Math.min(0,w[j]!); else w[j]=Math.max(0,w[j]!);} }}
 return {w,b};}
const f1=(idx:number[],m:any,t=0)=>{let tp=0,fp=0,fn=0;for(const i of idx){const z=X[i]!.reduce((s,x,j)=>s+x*m.w[j]!,m.b); if(z>=t){Y[i]?tp++:fp++}else if(Y[i])fn++;}return (2*tp/(2*tp+fp+fn)).toFixed(3)+` (tp ${tp} fp ${fp} fn ${fn})`;};
const all=X.map((_,i)=>i), pairs=all.filter(i=>W[i]!>0.5);
let out:number[]=[]; {let tp=0,fp=0,fn=0; for(let k=0;k<sets.length;k++){const m=fit(all.filter(i=>G[i]!==k)); for(const i of pairs.filter(i=>G[i]===k)){const z=X[i]!.reduce((s,x,j)=>s+x*m.w[j]!,m.b); if(z>=0){Y[i]?tp++:fp++}else if(Y[i])fn++;} console.log('  set',k,'held out',f1(pairs.filter(i=>G[i]===k),m));} console.log('cv f1',(2*tp/(2*tp+fp+fn)).toFixed(3),tp,fp,fn);}
const m=fit(all); console.log('train',f1(pairs,m)); console.log('bias',m.b.toFixed(2)); console.log(keys.map((k,j)=>`  ${k}: ${+m.w[j]!.toFixed(2)},`).join('\n'));
if(process.argv.includes('--write')){const fs=await import('node:fs'); let s=fs.readFileSync(R+'functions/lists/matching/duplicates.ts','utf8'); s=s.replace(/const bias = .*;/,`const bias = ${+m.b.toFixed(2)};`).replace(/const weights: Features = \{[^}]*\};/,`const weights: Features = {\n${keys.map((k,j)=>`  ${k}: ${+m.w[j]!.toFixed(2)||0},`).join('\n')}\n};`); fs.writeFileSync(R+'functions/lists/matching/duplicates.ts',s);}
