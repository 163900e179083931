import { COLOURS } from '../../functions/grids/workspace/colours.ts';

/** The colours of a map, as the page's tokens give them now. */
export interface Theme {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly late: string;
  readonly accent: string;
  readonly unassigned: string;
  readonly grids: readonly string[];
}

/** Reads the tokens where they are in force, as plain colours. */
export function themeOf(host: HTMLElement): Theme {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    paper: read('--paper'),
    card: read('--card'),
    ink: read('--ink'),
    late: read('--late'),
    accent: read('--accent'),
    unassigned: read('--card'),
    grids: Array.from({ length: COLOURS }, (_, c) => read(`--grid${c}`)),
  };
  probe.remove();
  return theme;
}

/** Calls back whenever the tokens may have changed; returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-elder'] });
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}
