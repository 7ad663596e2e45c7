/** Longitude and latitude in the middle of the centre. */
export type Middle = readonly [lon: number, lat: number]

const degrees = ['EPSG:4326', 'GCJ-02', 'BD-09']

/**
 * Coordinate systems to try for a centre, the commoner first: those in degrees, or those in metres with the zones
 * its place has. Without a place only those that need none.
 */
export function systemsFor(middle: Middle | undefined, inDegrees: boolean): string[] {
  if (inDegrees) return middle && !inChina(middle) ? ['EPSG:4326'] : degrees
  if (!middle) return ['EPSG:3857']
  return ['EPSG:3857', utm(middle), ...(inChina(middle) ? gaussKruger(middle) : [])]
}

function inChina([lon, lat]: Middle): boolean {
  return lon > 73 && lon < 136 && lat > 3 && lat < 54
}

function utm([lon, lat]: Middle): string {
  const zone = Math.floor((lon + 180) / 6) + 1
  return `EPSG:${(lat < 0 ? 32_700 : 32_600) + zone}`
}

/**
 * Gauss-Kruger of 3 and 6 degrees, eastings with the zone's number and without, for CGCS2000, Xi'an 80 and Beijing 54.
 * The first code of each series is that of the westernmost zone, 25 (75° E) or 13.
 */
function gaussKruger([lon]: Middle): string[] {
  const three = Math.round(lon / 3) - 25
  const six = Math.floor(lon / 6) + 1 - 13
  return [
    [4513, 4534, 4491, 4502],
    [2349, 2370, 2327, 2338],
    [2401, 2422, 21_413, 21_453],
  ].flatMap(([threeZone = 0, threePlain = 0, sixZone = 0, sixPlain = 0]) => [
    `EPSG:${threeZone + three}`,
    `EPSG:${threePlain + three}`,
    `EPSG:${sixZone + six}`,
    `EPSG:${sixPlain + six}`,
  ])
}
