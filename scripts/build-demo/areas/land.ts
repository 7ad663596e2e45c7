import simplify from '@turf/simplify'
import { polygonArea } from 'd3-polygon'
import { crossing, distance, nearest, type Point, type Ring, toPlane } from './plane.ts'
import { jingFrom, onBank, weiFrom } from './rivers.ts'
import { outline } from './source.ts'

/** How far (m) the simplified outline may leave the real one. */
const tolerance = 110
/** A corner sharper than 45° whose neighbours stand nearer to each other than this (m) is a spike of the drawing. */
const spikeWithin = 900

/** The land the district is made of: the rivers part it into three, and every street keeps to its banks. */
export interface Land {
  outline: Ring
  wei: Point[]
  jing: Point[]
  north: Ring
  /** between the Jing and the Wei */
  between: Ring
  /** south of the Wei */
  south: Ring
}

export function land(): Land {
  const whole = simplifiedOutline()
  const wei = weiFrom(whole)
  const jing = jingFrom(wei.inside)
  const [south, rest] = cut(whole, wei.inside)
  const entry = firstCrossing(jing, rest)
  const jingInside = [entry.at, ...jing.slice(entry.segment + 1)]
  const [between, north] = cut(rest.toSpliced(entry.edge + 1, 0, entry.at), jingInside)
  return { outline: whole, wei: wei.line, jing, north, between, south }
}

function simplifiedOutline(): Ring {
  const ring = outline.geometry.coordinates[0].map(([lon, lat]) => toPlane(lon, lat))
  const coarse = simplify({ type: 'Polygon', coordinates: [ring] }, { tolerance, highQuality: true })
  const points = (coarse.coordinates[0] ?? []).slice(1).map(([x = 0, y = 0]): Point => [x, y])
  return withoutSpikes(anticlockwise(points))
}

/** The real outline was drawn on a coarse lattice, which leaves spikes; the tips that stand on a river are real. */
function withoutSpikes(ring: Ring): Ring {
  const spike = ring.findIndex((at, i) => {
    const before = ring.at(i - 1)!
    const after = ring[(i + 1) % ring.length]!
    const dot = (before[0] - at[0]) * (after[0] - at[0]) + (before[1] - at[1]) * (after[1] - at[1])
    const sharp = dot > Math.SQRT1_2 * distance(before, at) * distance(after, at)
    return sharp && distance(before, after) < spikeWithin && !onBank(at)
  })
  return spike < 0 ? ring : withoutSpikes(ring.toSpliced(spike, 1))
}

/** d3's area is meant for a y that points down, and so is negative for an anticlockwise ring on a map. */
export function anticlockwise(ring: Ring): Ring {
  return polygonArea(ring) > 0 ? ring.toReversed() : ring
}

/** Parts a ring by a line between two of its points: what lies right of the line, then what lies left of it. */
function cut(ring: Ring, line: Point[]): [Ring, Ring] {
  const from = nearest(ring, line[0]!)
  const to = nearest(ring, line.at(-1)!)
  const inner = line.slice(1, -1)
  return [
    [...walk(ring, from, to), ...inner.toReversed()],
    [...walk(ring, to, from), ...inner],
  ]
}

/** The points of a ring from one index on to another, both included. */
export function walk(ring: Ring, from: number, to: number): Ring {
  return from <= to ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)]
}

function firstCrossing(line: Point[], ring: Ring): { at: Point; segment: number; edge: number } {
  for (let segment = 0; segment + 1 < line.length; segment++) {
    for (let edge = 0; edge < ring.length; edge++) {
      const at = crossing(line[segment]!, line[segment + 1]!, ring[edge]!, ring[(edge + 1) % ring.length]!)
      if (at) return { at, segment, edge }
    }
  }
  throw new Error('the river does not reach the district')
}
