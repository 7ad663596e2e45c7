import { describe, expect, it } from 'vitest'
import type { Gathered, GatheredFlow } from './gather.ts'
import { linesOf } from './lines.ts'
import { flowAt } from './pick.ts'

const mark = (key: string, lon: number): Gathered => ({
  key,
  name: key,
  at: [lon, 0],
  members: [],
  traffic: 0,
})
const [a, b, c] = [mark('a', 0), mark('b', 1), mark('c', 0.5)]
const flow = (from: Gathered, to: Gathered, handOffs: number): GatheredFlow => ({
  from,
  to,
  links: [],
  handOffs,
  direction: 'up',
})
/** A degree is 1,000 pixels, south is down. */
const project = ([lon, lat]: [number, number]) => ({ x: lon * 1000, y: -lat * 1000 })

describe('the flow under the pointer', () => {
  const there = flow(a, b, 10)
  const back = flow(b, a, 10)
  const drawn = linesOf([there, back], () => false)
  const at = (x: number, y: number, reach = 5) => flowAt(drawn, { x, y }, project, reach)?.flow

  it('is the one there on its side, and the one back on the other', () => {
    // a curve leans to the right of its way by 0.16 of its length: eastwards 160 pixels to the south
    expect(at(500, 160)).toBe(there)
    expect(at(500, -160)).toBe(back)
    expect(at(500, 0)).toBeUndefined()
  })

  it('is met within reach of its edge and no further', () => {
    // 12 pixels wide: 6 on either side
    expect(at(500, 160 + 6 + 4)).toBe(there)
    expect(at(500, 160 + 6 + 6)).toBeUndefined()
    expect(at(500, 160 + 6 + 6, 7)).toBe(there)
  })

  it('is the one on top where several cover the point', () => {
    const thin = flow(a, b, 1)
    const wide = linesOf([there, thin], () => false)
    expect(flowAt(wide, { x: 500, y: 160 }, project, 5)?.flow).toBe(there)
    // a faint one lies below
    const faint = linesOf([there, thin], (one) => one === there)
    expect(flowAt(faint, { x: 500, y: 160 }, project, 5)?.flow).toBe(thin)
    expect(
      flowAt(
        linesOf([flow(a, c, 1)], () => false),
        { x: 900, y: 160 },
        project,
        5,
      ),
    ).toBeUndefined()
    expect(flowAt([], { x: 0, y: 0 }, project, 5)).toBeUndefined()
  })
})
