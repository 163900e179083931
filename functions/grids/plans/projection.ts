const RADIUS = 6_371_008.8; // mean Earth radius, metres (IUGG)
const DEGREE = Math.PI / 180;

export type Origin = { readonly lng: number; readonly lat: number };

/** Metres east and north of the origin (local equirectangular projection; good to 0.1 % over a county). */
export function metres(origin: Origin, lng: number, lat: number): [x: number, y: number] {
  return [RADIUS * Math.cos(origin.lat * DEGREE) * (lng - origin.lng) * DEGREE, RADIUS * (lat - origin.lat) * DEGREE];
}

/** The WGS84 position of a point given in metres, rounded to 6 decimals (0.1 m), so that equal corners are equal numbers. */
export function position(origin: Origin, x: number, y: number): [lng: number, lat: number] {
  const lng = origin.lng + x / (RADIUS * Math.cos(origin.lat * DEGREE) * DEGREE);
  const lat = origin.lat + y / (RADIUS * DEGREE);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}
