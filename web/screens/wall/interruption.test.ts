import { describe, expect, it } from 'vitest'
import { type Interrupting, interrupted, nextChange, uninterrupted } from './interruption.ts'

type Ticket = { id: string }
const limit = 30_000
const at = (before: Interrupting<Ticket>, now: number, ...ids: string[]) =>
  interrupted(
    before,
    ids.map((id) => ({ id })),
    now,
    limit,
  )
const shown = (state: Interrupting<Ticket>) => state.now?.tickets.map(({ id }) => id)

describe('an interruption of the wall', () => {
  it('holds the display for its time and then leaves', () => {
    const held = at(uninterrupted, 1_000, 'a')
    expect(shown(held)).toEqual(['a'])
    expect(nextChange(held)).toBe(31_000)
    expect(shown(at(held, 30_999))).toEqual(['a'])
    expect(shown(at(held, 31_000))).toBeUndefined()
  })

  it('is drawn out by further tickets, but not without end', () => {
    let state = at(uninterrupted, 0, 'a')
    for (let second = 1; second < 90; second++) state = at(state, second * 1_000, `t${second}`)
    expect(state.now?.until).toBe(90_000)
    expect(state.now?.tickets).toHaveLength(6)
    expect(shown(state)?.[0]).toBe('t89')
    expect(shown(at(state, 90_000))).toBeUndefined()
  })

  it('gives the display back for as long before the next, which is not lost', () => {
    const over = at(at(uninterrupted, 0, 'a'), 30_000)
    const waiting = at(over, 31_000, 'b')
    expect(shown(waiting)).toBeUndefined()
    expect(nextChange(waiting)).toBe(60_000)
    expect(shown(at(waiting, 60_000))).toEqual(['b'])
  })

  it('takes a ticket once', () => {
    const held = at(uninterrupted, 0, 'a')
    expect(at(held, 5_000, 'a')).toBe(held)
    expect(at(uninterrupted, 5_000)).toBe(uninterrupted)
  })
})
