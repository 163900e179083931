/** A refusal's status, title and sentence in Chinese and English, as a pillar's messages file writes them. */
export type Told = readonly [status: number, zh: string, en: string, zhDetail: string, enDetail: string];
