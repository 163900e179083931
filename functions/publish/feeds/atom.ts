/** Entries of a feed: the latest changes, newest first. */
const LATEST = 50;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly summary: string;
  readonly at: string;
}

export interface Feed {
  /** Unique among our feeds. */
  readonly name: string;
  readonly title: string;
  /** Paths of the page that shows the same, and of the feed itself. */
  readonly home: string;
  readonly self: string;
  readonly entries: readonly Entry[];
}

/**
 * Atom (RFC 4287) of the latest changes of what is published. Links are relative to where the feed stands, because a page does not know the
 * site's own address; so no feed package serves, which all want it.
 */
export function atom({ name, title, home, self, entries }: Feed): string {
  const latest = [...entries]
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))
    .slice(0, LATEST);
  const parts = latest.map(({ id, title: what, link, summary, at }) =>
    [
      '  <entry>',
      `    <id>urn:sonata:${xml(id)}</id>`,
      `    <title>${xml(what)}</title>`,
      `    <link href="${xml(link)}"/>`,
      `    <updated>${at}</updated>`,
      `    <summary>${xml(summary)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `  <id>urn:sonata:${xml(name)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <link rel="self" href="${xml(self)}"/>`,
    `  <link href="${xml(home)}"/>`,
    `  <updated>${latest[0]?.at ?? '2000-01-01T00:00:00.000Z'}</updated>`,
    '  <author><name>Sonata</name></author>',
    ...parts,
    '</feed>',
    '',
  ].join('\n');
}

/** Escapes what XML reads as its own, and leaves out the characters that XML 1.0 has no place for. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
