import { describe, expect, it } from 'vitest'
import { bend } from './bend.ts'
import { edgeKey, edges, type Face } from './edges.ts'
import { crossing, onGraticule, type Point } from './plane.ts'

/** A fan of needles 4 km long and 60 m wide at the far end, whose long borders would cross when bent. */
const rim = Array.from({ length: 9 }, (_, i): Point => onGraticule([4000, i * 60]))
const tip = onGraticule([0, 0])
const fan: Face[] = rim.slice(1).map((to, i) => ({ owner: `needle ${i}`, ring: [tip, rim[i]!, to] }))

/** Two fields side by side. */
const at = (x: number, y: number) => onGraticule([x, y])
const [b, e] = [at(1000, 0), at(1000, 900)]
const fields: Face[] = [
  { owner: 'west', ring: [at(0, 0), b, e, at(0, 900)] },
  { owner: 'east', ring: [b, at(2000, 0), at(2000, 900), e] },
]

describe('bending borders', () => {
  it('gives both sides of a border the same corners', () => {
    const [west, east] = bend(fields, () => 0.2).map(({ ring }) => edges(ring))
    const back = new Set(east?.map(([from, to]) => edgeKey(to, from)))
    const shared = west?.filter(([from, to]) => back.has(edgeKey(from, to))) ?? []
    expect(shared.length).toBeGreaterThan(2)
    expect([shared[0]?.[0], shared.at(-1)?.[1]]).toEqual([b, e])
  })

  it('leaves the outline as it is', () => {
    for (const { ring } of bend(fields, () => 0.2)) {
      const corners = ring.filter(([x]) => x < 500 || x > 1500)
      expect(corners.length).toBe(2)
    }
  })

  it('keeps straight what may not be bent', () => {
    expect(bend(fields, () => 0)).toEqual(fields)
  })

  it('lets no two borders cross', () => {
    const lines = bend(fan, () => 0.25).flatMap(({ ring }) => edges(ring))
    const crossed = lines.flatMap((one, i) =>
      lines.slice(i + 1).filter((other) => crossing(...one, ...other)),
    )
    expect(crossed).toEqual([])
  })
})
