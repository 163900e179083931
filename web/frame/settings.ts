/** What a visitor chose for the view of pages, remembered on their device. Pages work without it. */

const recall = (name: string): string | null => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing still applies the choice to this page.
  }
}

/** Shows the remembered view; before the first paint, so that nothing jumps. */
export function apply(elder = recall('elder'), theme = recall('theme')): void {
  const root = document.documentElement;
  root.toggleAttribute('data-elder', elder === 'on');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  else delete root.dataset['theme'];
}

/** Lets the switches below `within` show and change the view. */
export function bind(within: ParentNode): void {
  for (const box of within.querySelectorAll<HTMLInputElement>('input[name=elder]')) {
    box.checked = recall('elder') === 'on';
    box.addEventListener('change', () => {
      const elder = box.checked ? 'on' : 'off';
      remember('elder', elder);
      apply(elder);
    });
  }
  for (const radio of within.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
    radio.checked = radio.value === (recall('theme') ?? 'auto');
    radio.addEventListener('change', () => {
      remember('theme', radio.value);
      apply(recall('elder'), radio.value);
    });
  }
}
