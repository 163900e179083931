/** Applies the remembered view before the first paint, and remembers what a visitor chooses. Pages work without it. */

const root = document.documentElement;
root.classList.add('js');

const recall = (name: string): string | null => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
const remember = (name: string, value: string): void => {
  try {
    localStorage.setItem(name, value);
  } catch {
    root.dataset['forgets'] = '';
  }
};

function apply(): void {
  root.toggleAttribute('data-elder', recall('elder') === 'on');
  const theme = recall('theme');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  else delete root.dataset['theme'];
}

function bind(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>('input[name=elder]')) {
    box.checked = recall('elder') === 'on';
    box.addEventListener('change', () => {
      remember('elder', box.checked ? 'on' : 'off');
      apply();
    });
  }
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
    radio.checked = radio.value === (recall('theme') ?? 'auto');
    radio.addEventListener('change', () => {
      remember('theme', radio.value);
      apply();
    });
  }
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());
}

/** Pages that are built before the site knows where it runs learn here whether it is a demo. */
async function completeFrame(): Promise<void> {
  const banner = document.querySelector<HTMLElement>('[data-demo-pending]');
  if (!banner) return;
  const site = (await (await fetch('/data/site.json')).json()) as { demo: boolean; footer: string[] };
  banner.hidden = !site.demo;
  const footer = document.querySelector('[data-footer]');
  footer?.replaceChildren(
    ...site.footer.map((text) => Object.assign(document.createElement('span'), { textContent: text })),
  );
}

apply();
document.addEventListener('DOMContentLoaded', () => {
  bind();
  completeFrame().catch(() => undefined);
});
