import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { pillars } from '../pillars.ts';
import { systemActions } from './actions.ts';
import { system } from './contract.ts';
import { methodsAt } from './methods.ts';
import { systemStore } from './store.ts';

const settings = settingsOf('system', 'TABLE_GRIDS');

export const handler = serve(
  settings,
  [room(system, systemActions(systemStore(settings.table), variable('RELEASE')))],
  (path) => methodsAt(Object.values(pillars), path),
);
