import { defineParams } from '@sveltejs/kit/params';

/** zh-CN stands at `/`, every other locale below its own first segment. */
export const params = defineParams({
  locale: (param) => (param === 'en' ? param : undefined),
});
