import type { Person } from './people.ts';

/** The local issuer's sign-in page: every demo person is one button. @param action where the choice is posted */
export function signInPage(people: readonly Person[], action: string): string {
  const choices = people.map(
    ({ name, person, title, division }) =>
      `<li><button name="person" value="${name}"><b>${person}</b><span>${title}</span><small>${division}</small></button></li>`,
  );
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>演示登录 · 奏鸣</title>
<style>${css}</style>
<main>
<p class="brand">奏鸣 Sonata</p>
<h1>以谁的身份登录？</h1>
<p>这是本机的演示登录页。人物均为虚构，点选即可进入，无需密码。</p>
<form method="post" action="${action}"><ul>${choices.join('')}</ul></form>
</main>
</html>`;
}

const css = `
:root { color-scheme: light dark; --ink: #1d2523; --soft: #5c6864; --paper: #f6f5f1; --card: #fff; --line: #dcdad2; --accent: #1f6f5c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ece9; --soft: #a3aca8; --paper: #161a19; --card: #1f2523; --line: #343c39; --accent: #6cc5ad; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: clamp(2rem, 8vh, 6rem) 1.25rem; }
.brand { margin: 0; color: var(--accent); font-weight: 600; letter-spacing: .04em; }
h1 { margin: .25rem 0 .5rem; font-size: 1.75rem; line-height: 1.3; font-weight: 600; text-wrap: balance; }
p { margin: 0 0 1.5rem; color: var(--soft); }
ul { display: grid; gap: .625rem; margin: 0; padding: 0; list-style: none; }
button { display: grid; grid-template-columns: 5.5rem 1fr auto; gap: .75rem; align-items: baseline; width: 100%; min-height: 3.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--card); color: inherit; font: inherit; text-align: start; cursor: pointer; }
button:hover { border-color: var(--accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button span { color: var(--soft); }
button small { color: var(--soft); font-variant-numeric: tabular-nums; }
@media (max-width: 30rem) { button { grid-template-columns: 1fr; gap: 0; } }
`;
