import { meetingsEn } from './meetings-en.ts';
import { meetingsZh, type MeetingWords } from './meetings-zh.ts';
import type { Locale } from './words.ts';

export const meetingWordsOf = (locale: Locale): MeetingWords => (locale === 'en' ? meetingsEn : meetingsZh);
