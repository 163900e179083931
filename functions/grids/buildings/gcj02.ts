/**
 * Chinese public maps (AMap, Tencent) shift WGS84 by the GCJ-02 obfuscation. This takes the shift back by fixed-point
 * iteration on the published forward formula (Krasovsky 1940 ellipsoid), to better than a centimetre.
 * Outside mainland China the two systems are the same.
 */
export function gcj02ToWgs84(lng: number, lat: number): [lng: number, lat: number] {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lng, lat];
  let [x, y] = [lng, lat];
  for (let i = 0; i < 6; i++) {
    const [dx, dy] = shift(x, y);
    [x, y] = [lng - dx, lat - dy];
  }
  return [x, y];
}

const AXIS = 6378245;
const ECCENTRICITY = 0.00669342162296594323;

/** What GCJ-02 adds to a WGS84 position, degrees. */
function shift(lng: number, lat: number): [lng: number, lat: number] {
  const [x, y] = [lng - 105, lat - 35];
  const root = Math.sqrt(Math.abs(x));
  const ripple = 20 * wave(x, 6) + 20 * wave(x, 2);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ((ripple + 20 * wave(y, 1) + 40 * wave(y, 1 / 3) + 160 * wave(y, 1 / 12) + 320 * wave(y, 1 / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ((ripple + 20 * wave(x, 1) + 40 * wave(x, 1 / 3) + 150 * wave(x, 1 / 12) + 300 * wave(x, 1 / 30)) * 2) / 3;
  const phi = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(phi) ** 2;
  return [
    (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(phi) * Math.PI),
    (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * Math.PI),
  ];
}

const wave = (value: number, frequency: number): number => Math.sin(value * frequency * Math.PI);
