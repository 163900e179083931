/** The manners of speaking that a need's wordings are sorted by. */
export const registers = ['official', 'everyday', 'dialect', 'hints'] as const;

/** Wordings as people write them down: one a line, or separated by commas. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n、,，;；]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];
