import { issuerRegistrar } from '../http/registrar.ts';
import { presigned } from '../http/presigned.ts';
import { methodsOf } from '../http/methods.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, signer, variable } from '../http/settings.ts';
import { pillars } from '../pillars.ts';
import { systemActions } from './actions.ts';
import { clientActions } from './clients/actions.ts';
import { clients } from './clients/contract.ts';
import { clientStore } from './clients/store.ts';
import { system } from './contract.ts';
import { eventActions } from './events/actions.ts';
import { events } from './events/contract.ts';
import { eventStore } from './events/store.ts';
import { importActions, type SignUpload } from './imports/actions.ts';
import { imports } from './imports/contract.ts';
import { importStore } from './imports/store.ts';
import { systemStore } from './store.ts';
import { webhookActions } from './webhooks/actions.ts';
import { webhooks } from './webhooks/contract.ts';
import { webhookStore } from './webhooks/store.ts';

const settings = settingsOf('system', 'TABLE_SYSTEM');
const trusted = (process.env['TRUSTED_TARGETS'] ?? '').split(',').filter(Boolean);
const register = issuerRegistrar(variable('ISSUER'), process.env['REGISTRATION_TOKEN']);
/** Locally the SDK's own setting says where S3 is. */
const files = process.env['AWS_ENDPOINT_URL_S3']
  ? `${process.env['AWS_ENDPOINT_URL_S3']}/${variable('BUCKET_UPLOADS')}`
  : `https://${variable('UPLOADS_HOST')}`;
const sign: SignUpload = (key, headers, holds) =>
  presigned('PUT', `${files}/${key}`, headers, { ...holds, signer: signer() });

export const handler = serve(
  settings,
  [
    room(system, systemActions(systemStore(settings.table), variable('RELEASE'))),
    room(clients, clientActions(clientStore(settings.table), register)),
    room(events, eventActions(eventStore(settings.table))),
    room(imports, importActions(importStore(settings.table), clientStore(settings.table), sign)),
    room(webhooks, webhookActions(webhookStore(settings.table), trusted)),
  ],
  methodsOf(Object.values(pillars)),
);
