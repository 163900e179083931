import { apply, bind } from '../frame/settings.ts';

/** Loaded in the head of every page: applies the remembered view, then makes its switches work. */

document.documentElement.classList.add('js');
apply();
document.addEventListener('DOMContentLoaded', () => {
  bind(document);
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());
  completeFrame().catch(() => undefined);
});

/** Pages that are built before the site knows where it runs learn here whether it is a demo. */
async function completeFrame(): Promise<void> {
  const banner = document.querySelector<HTMLElement>('[data-demo-pending]');
  if (!banner) return;
  const site = (await (await fetch('/data/site.json')).json()) as { demo: boolean; footer: string[] };
  banner.hidden = !site.demo;
  const lines = site.footer.map((text) => Object.assign(document.createElement('span'), { textContent: text }));
  document.querySelector('[data-footer]')?.replaceChildren(...lines);
}
