import reference from 'virtual:reference';
import type { PageServerLoad } from './$types';

export const load = (() => ({ reference })) satisfies PageServerLoad;
