import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { createContext } from 'svelte';
import { client, type Client, type ClientOptions } from '../../../../functions/http/client.ts';
import { scopeOf, type Permission } from '../../../../functions/http/policy.ts';
import { pillars } from '../../../../functions/pillars.ts';
import type { Answer } from '../../../../functions/http/route.ts';
import { SiteSnapshot } from '../../../../functions/publish/contract.ts';
import { localized, snapshotPaths } from '../../../../functions/publish/pages.ts';
import type { Locale } from '../../../words/words.ts';

export type Me = Answer<(typeof pillars)['system']['me']>;

/** Somebody who is signed in: who they are, the API in their name, and the way out. */
export interface Session {
  readonly me: Me;
  readonly grids: Client<(typeof pillars)['grids']>;
  readonly lists: Client<(typeof pillars)['lists']>;
  readonly fund: Client<(typeof pillars)['fund']>;
  may(permission: Permission): boolean;
  signOut(): Promise<void>;
}

export const [useSession, provideSession] = createContext<() => Session>();

/** What stands before sign-in: the site's settings and the way in; `session` once somebody is signed in. */
export interface Door {
  readonly site: SiteSnapshot;
  readonly signIn: () => Promise<void>;
  readonly session: Session | undefined;
}

/** @throws where the site's settings cannot be read or the provider refuses */
export async function openDoor(locale: Locale): Promise<Door> {
  const response = await fetch(`/${snapshotPaths.site}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const site = SiteSnapshot.parse(await response.json());
  const manager = managerOf(site, locale);
  const arrived = new URLSearchParams(location.search);
  if (arrived.has('state') && (arrived.has('code') || arrived.has('error'))) {
    const user = await manager.signinRedirectCallback();
    location.replace(typeof user.state === 'string' ? user.state : home(locale));
    return new Promise(() => undefined);
  }
  const signIn = () => manager.signinRedirect({ state: location.pathname + location.search });
  const user = await manager.getUser();
  if (!user || user.expired) return { site, signIn, session: undefined };
  const options: ClientOptions = {
    base: '',
    language: locale === 'en' ? 'en' : 'zh-CN',
    token: async () => (await manager.getUser())?.access_token,
  };
  const { body: me } = await client(pillars.system, options).me({});
  const session: Session = {
    me,
    grids: client(pillars.grids, options),
    lists: client(pillars.lists, options),
    fund: client(pillars.fund, options),
    may: (permission) => me.permissions.includes(permission),
    signOut: () => leave(manager),
  };
  return { site, signIn, session };
}

const home = (locale: Locale): string => localized(locale, '/staff/');

function managerOf(site: SiteSnapshot, locale: Locale): UserManager {
  const scopes = Object.keys(pillars).flatMap((pillar) => [scopeOf(pillar, 'GET'), scopeOf(pillar, 'POST')]);
  return new UserManager({
    authority: site.issuer,
    client_id: site.clientId,
    redirect_uri: location.origin + home(locale),
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: ['openid', ...scopes].join(' '),
    ...(URL.canParse(site.audience) && { resource: site.audience }),
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    loadUserInfo: false,
  });
}

async function leave(manager: UserManager): Promise<void> {
  const { end_session_endpoint: endpoint } = await manager.metadataService
    .getMetadata()
    .catch(() => ({ end_session_endpoint: undefined }));
  if (endpoint) return manager.signoutRedirect();
  await manager.removeUser();
  location.assign('/');
}
