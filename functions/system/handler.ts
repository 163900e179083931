import { issuerRegistrar } from '../http/registrar.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { pillars } from '../pillars.ts';
import { systemActions } from './actions.ts';
import { clientActions } from './clients/actions.ts';
import { clients } from './clients/contract.ts';
import { clientStore } from './clients/store.ts';
import { system } from './contract.ts';
import { methodsAt } from './methods.ts';
import { systemStore } from './store.ts';

const settings = settingsOf('system', 'TABLE_SYSTEM');
const register = issuerRegistrar(variable('ISSUER'), process.env['REGISTRATION_TOKEN']);

export const handler = serve(
  settings,
  [
    room(system, systemActions(systemStore(settings.table), variable('RELEASE'))),
    room(clients, clientActions(clientStore(settings.table), register)),
  ],
  (path) => methodsAt(Object.values(pillars), path),
);
