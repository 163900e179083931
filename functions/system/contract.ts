import * as z from 'zod';
import { contract } from '../http/route.ts';

export const system = contract({
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Whether the API answers and reaches its tables.',
    who: 'anyone',
    ok: z.object({ status: z.literal('ok'), release: z.string(), at: z.iso.datetime() }),
    refusals: [],
  },
  me: {
    method: 'GET',
    path: '/me',
    summary: 'Who the token says you are, and what you may do.',
    who: 'me.read',
    ok: z.object({
      id: z.string(),
      client: z.string(),
      roles: z.array(z.string()),
      division: z.string(),
      unit: z.string().optional(),
      fund: z.string().optional(),
      permissions: z.array(z.string()),
    }),
    refusals: [],
  },
});
