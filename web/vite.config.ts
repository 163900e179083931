import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import site from './adapter.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const staffPages = [
  '/staff/',
  '/staff/divisions/',
  '/staff/buildings/',
  '/staff/plans/',
  '/staff/resources/',
  '/staff/bookings/',
  '/staff/surveys/',
  '/staff/matching/',
  '/staff/projects/',
  '/staff/thesaurus/',
  '/staff/offers/',
  '/staff/demands/',
  '/staff/demands/record/',
  '/staff/workspace/',
  '/staff/contacts/',
  '/staff/units/',
  '/staff/allocation/',
  '/staff/meetings/',
  '/staff/tasks/',
  '/staff/nets/',
  '/staff/compounds/',
  '/staff/applications/',
  '/staff/money/',
  '/staff/audit/',
  '/staff/receipt/',
] as const;

export default defineConfig({
  root: here('.'),
  logLevel: 'warn',
  plugins: [
    sveltekit({
      adapter: site({ pages: here('../.build/site'), renderer: here('../.build/renderer') }),
      files: { src: '.' },
      outDir: '../.build/kit',
      paths: { relative: false },
      version: { name: 'sonata' },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
      prerender: {
        crawl: false,
        entries: ['/404.html', ...staffPages, ...staffPages.map((path) => `/en${path}` as const)],
      },
    }),
  ],
  build: { target: ['chrome87', 'safari14', 'firefox78'], cssTarget: ['chrome87', 'safari14', 'firefox78'] },
});
