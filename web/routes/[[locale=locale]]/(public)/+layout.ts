/** Public pages are plain documents: nothing hydrates, scripts only remember settings and answer the look-up. */
export const csr = false;
export const trailingSlash = 'always';
