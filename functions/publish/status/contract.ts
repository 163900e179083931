import * as z from 'zod';

/** What a visitor or an integrator would miss when it is disturbed. */
export const StatusPart = z.enum(['api', 'publishing', 'webhooks', 'reports', 'imports', 'planning', 'reminders']);
export type StatusPart = z.output<typeof StatusPart>;

/** /data/status.json: how each part does, by the alarms that watch it. */
export const StatusSnapshot = z.object({
  changedAt: z.iso.datetime().optional().describe('when an alarm last changed'),
  parts: z.array(
    z.object({
      part: StatusPart,
      state: z.enum(['ok', 'disturbed', 'unknown']).describe('unknown: no alarm of it has spoken yet'),
      since: z.iso
        .datetime()
        .optional()
        .describe('of a disturbance: when the first of its alarms that still sounds began'),
    }),
  ),
});
export type StatusSnapshot = z.output<typeof StatusSnapshot>;

/** An alarm as it last was. */
export const AlarmState = z.object({
  part: StatusPart,
  alarm: z.string(),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  at: z.iso.datetime(),
});
export type AlarmState = z.output<typeof AlarmState>;
