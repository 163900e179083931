/** Staff pages are an application: built once as empty documents, filled in the browser after sign-in. */
export const ssr = false;
export const csr = true;
export const prerender = true;
export const trailingSlash = 'always';
