import { describe, expect, it } from 'vitest'
import { bench } from '../../scripts/bench/bench.ts'
import { kindOf, pages } from '../../scripts/bench/pages.ts'
import { sameRows } from '../../scripts/bench/peers/peer.ts'
import { peerQuestions } from '../../scripts/bench/peers/questions.ts'
import { questions } from '../../scripts/bench/questions.ts'
import { resultLines } from '../../scripts/bench/report.ts'
import { BenchResult, timesOf } from '../../scripts/bench/result.ts'

describe('the benchmark', () => {
  it('runs on a small centre, and plain SQL gives the same answers', async () => {
    const result = BenchResult.parse(
      await bench({
        tickets: 2000,
        seed: '1',
        rounds: 2,
        clients: [2],
        seconds: 1,
        sustained: 1,
        arriving: 500,
        only: 'all time',
        vs: ['scan'],
        json: undefined,
        keep: false,
      }),
    )
    expect(result.built.tickets).toMatchObject({ rows: 2000, rejected: 0 })
    expect(result.built.events.rejected).toBe(0)
    expect(result.questions.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    const compared = result.questions.filter(({ peers }) => peers.scan !== undefined)
    expect(compared.map(({ id }) => id)).toEqual(
      questions
        .map(({ id }) => id)
        .filter((id) => id.includes('all time') && peerQuestions.some((question) => question.id === id)),
    )
    expect(compared.filter(({ peers }) => !peers.scan?.same)).toEqual([])
    expect(result.clients).toHaveLength(1)
    const answered = result.questions.filter(({ outcome }) => outcome === 'answered')
    expect(answered.filter(({ loaded }) => loaded === null)).toEqual([])
    expect(result.arrivals.map(({ asked, rows }) => [asked, rows])).toEqual([
      [500, 50],
      [null, 50],
      [null, 1],
    ])
    expect(result.arrivals.every(({ perSecond }) => perSecond > 0)).toBe(true)
    expect(resultLines(result).join('\n')).toContain('2,000 tickets')
  })

  it('takes as many tickets as it can, alone and beside screens', async () => {
    const { intake, questions, exports } = await bench({
      tickets: 2000,
      seed: '1',
      rounds: 2,
      clients: [],
      seconds: 1,
      sustained: 1,
      arriving: 0,
      only: 'intake',
      vs: [],
      json: undefined,
      keep: true,
    })
    expect([questions, exports]).toEqual([[], []])
    expect(intake!.alone.perSecond).toBeGreaterThan(0)
    expect(intake!.beside.perSecond).toBeGreaterThan(0)
    expect(intake!.undisturbed).toMatchObject({ screens: 4, failures: 0, heard: 0 })
    expect(intake!.screens.failures).toBe(0)
    expect(intake!.screens.heard).toBeGreaterThan(0)
  })

  it('asks nothing twice, and peers only what it asks', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
    const known = new Set(questions.map(({ id }) => id))
    expect(peerQuestions.filter(({ id }) => !known.has(id))).toEqual([])
  })

  it('asks of every page the same kinds of questions each time, whenever and wherever it is opened', () => {
    const setting = {
      from: '2024-01-01',
      to: '2026-01-01',
      asOf: Date.UTC(2026, 0, 1),
      levels: ['district', 'street'],
      streets: ['1', '2'],
      communities: ['11', '21'],
      grids: ['111', '211'],
      tickets: ['T/1', 'T2'],
    }
    for (const { ask } of pages) {
      const kinds = (n: number) => ask(setting, n).map(kindOf)
      expect(kinds(7)).toEqual(kinds(0))
      expect(kinds(0).filter((kind) => /from=|to=|asOf=|area=|T2/.test(kind))).toEqual([])
    }
  })

  it('takes quantiles by nearest rank', () => {
    expect(timesOf([5, 1, 4, 2, 3])).toEqual({ n: 5, p50: 3, p95: 5 })
    expect(timesOf([7])).toEqual({ n: 1, p50: 7, p95: 7 })
    expect(timesOf(Array.from({ length: 100 }, (_, index) => index + 1))).toEqual({
      n: 100,
      p50: 50,
      p95: 95,
    })
  })

  it('tells rows that differ from rows in another order', () => {
    expect(
      sameRows(
        [
          ['a', 1 / 3],
          ['b', 2],
        ],
        [
          ['b', 2, 'x'],
          ['a', 0.333333333333],
        ],
      ),
    ).toBe(true)
    expect(sameRows([['a', 1]], [['a', 2]])).toBe(false)
    expect(sameRows([['a', 1]], [])).toBe(false)
  })
})
