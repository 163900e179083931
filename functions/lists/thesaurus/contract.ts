import * as z from 'zod';
import { CountyCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';
import { Category } from '../categories/contract.ts';
import { Text } from '../resources/contract.ts';

const Wording = z
  .string()
  .trim()
  .normalize()
  .min(2)
  .max(30)
  // Written without \p{C}, which schema readers outside JavaScript do not know.
  .regex(/^[^\s\x00-\x1f\x7f-\x9f]+$/)
  .meta({ examples: ['带娃+没人', '照看孩子'] });
const Wordings = z.array(Wording).max(60).default([]);
const NeedCategory = z
  .union([Category, z.literal('elsewhere')])
  .describe("'elsewhere': no resource answers it, another channel does");

/** What a county writes of one need. */
export const NeedDraft = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .meta({ examples: ['home-care'] }),
  name: Text(30).optional().describe('of a need that is not shipped'),
  category: NeedCategory.optional().describe('of a need that is not shipped'),
  official: Wordings.describe('as units and officials say it; only these tie a resource firmly'),
  everyday: Wordings.describe('as residents say it'),
  dialect: Wordings,
  hints: Wordings.describe('words that hint at the need without deciding'),
});
export type NeedDraft = z.output<typeof NeedDraft>;

const Need = NeedDraft.extend({
  official: z.array(z.string()),
  everyday: z.array(z.string()),
  dialect: z.array(z.string()),
  hints: z.array(z.string()),
});

/** What a county adds to the thesaurus that is shipped. */
export const Thesaurus = z.object({
  division: CountyCode,
  version: z.int().min(0).describe('0 until the county adds its own'),
  changedAt: z.iso.datetime().optional(),
  needs: z.array(Need),
});
export type Thesaurus = z.output<typeof Thesaurus>;

/** A need as it is shipped. */
const Shipped = z.object({
  id: z.string(),
  name: z.string(),
  category: NeedCategory,
  official: z.array(z.string()),
  everyday: z.array(z.string()),
  dialect: z.array(z.string()),
  hints: z.array(z.string()),
});

const params = z.object({ division: CountyCode });

export const thesauri = contract({
  thesaurus: {
    method: 'GET',
    path: '/counties/{division}/thesaurus',
    summary: "The needs that the matcher reads in residents' words: those that are shipped, and what the county adds.",
    who: 'lists.read',
    params,
    ok: Thesaurus.extend({ shipped: z.array(Shipped) }),
    refusals: ['no-such-division'],
  },
  setThesaurus: {
    method: 'PUT',
    path: '/counties/{division}/thesaurus',
    summary:
      'Replaces what the county adds: wordings of shipped needs, and needs of its own. A wording is a word, or parts joined by + that stand near each other; - forbids one.',
    who: 'lists.settings',
    params,
    body: z.strictObject({ needs: z.array(NeedDraft).max(300) }),
    ok: Thesaurus,
    changes: true,
    refusals: ['no-such-division', 'need-twice', 'need-unnamed', 'too-many-wordings'],
  },
});
