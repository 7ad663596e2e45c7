import { describe, expect, it } from 'vitest'
import { type Frames, Travel } from './travel.ts'

/** A screen whose frames come when told: every 10 ms, later by what drawing costs. */
class Screen implements Frames {
  now = 0
  asked = new Map<number, (now: number) => void>()
  isHidden = false
  cost = 0
  #ids = 0
  #listeners = new Set<() => void>()
  readonly drawn: { at: number; phase: number | null }[] = []
  readonly travel = new Travel((phase) => {
    this.drawn.push({ at: this.now, phase })
    this.#owed = this.cost
  }, this)
  #owed = 0

  request(frame: (now: number) => void): number {
    this.asked.set(++this.#ids, frame)
    return this.#ids
  }
  cancel(id: number): void {
    this.asked.delete(id)
  }
  hidden(): boolean {
    return this.isHidden
  }
  onTurn(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  get listeners(): number {
    return this.#listeners.size
  }
  turn(hidden: boolean): void {
    this.isHidden = hidden
    for (const listener of this.#listeners) listener()
  }
  passes(ms: number): void {
    const until = this.now + ms
    while (this.now < until) {
      this.now += 10 + this.#owed
      this.#owed = 0
      const frames = [...this.asked]
      this.asked.clear()
      for (const [, frame] of frames) frame(this.now)
    }
  }
}

describe('what travels', () => {
  it('moves on with the clock, round once in 4.2 s, no oftener than every 33 ms', () => {
    const screen = new Screen()
    screen.travel.run()
    screen.passes(8400)
    const phases = screen.drawn.map(({ phase }) => phase ?? Number.NaN)
    expect(phases.filter((phase, index) => index > 0 && phase < (phases[index - 1] ?? 0))).toHaveLength(1)
    expect(phases.every((phase) => phase >= 0 && phase < 1)).toBe(true)
    const waits = screen.drawn.slice(1).map(({ at }, index) => at - (screen.drawn[index]?.at ?? 0))
    expect(Math.min(...waits)).toBe(40)
    const at = (ms: number) => screen.drawn.find((one) => one.at >= ms)?.phase
    expect(Number(at(2110)) - Number(at(1060))).toBeCloseTo(0.25, 1)
  })

  it('asks for nothing while the page is hidden or it is stopped, and goes on when it is shown', () => {
    const screen = new Screen()
    screen.travel.run()
    screen.passes(500)
    screen.turn(true)
    expect(screen.asked.size).toBe(0)
    const seen = screen.drawn.length
    screen.passes(5000)
    screen.travel.run()
    expect([screen.asked.size, screen.drawn.length]).toEqual([0, seen])
    screen.turn(false)
    screen.passes(500)
    expect(screen.drawn.length).toBeGreaterThan(seen)
    screen.travel.stop()
    expect(screen.asked.size).toBe(0)
    screen.turn(false)
    expect(screen.asked.size).toBe(0)
    screen.travel.end()
    expect(screen.listeners).toBe(0)
  })

  it('leaves three quarters of the time to the page where drawing is slow', () => {
    const screen = new Screen()
    screen.cost = 100
    screen.travel.run()
    screen.passes(20_000)
    expect(screen.drawn.length * screen.cost).toBeLessThan(20_000 * 0.26)
    expect(screen.drawn.at(-1)?.phase).not.toBeNull()
    screen.cost = 0
    const before = screen.drawn.length
    screen.passes(2000)
    // and is quick again when it can be
    expect(screen.drawn.length - before).toBeGreaterThan(30)
  })

  it('stands still for good on a machine that cannot, and not for one slow beginning', () => {
    const screen = new Screen()
    screen.cost = 900
    screen.travel.run()
    screen.passes(1000)
    screen.cost = 0
    screen.passes(5000)
    expect(screen.drawn.at(-1)?.phase).not.toBeNull()
    screen.cost = 900
    screen.passes(60_000)
    expect(screen.drawn.at(-1)?.phase).toBeNull()
    expect([screen.asked.size, screen.travel.run(), screen.asked.size]).toEqual([0, false, 0])
  })
})
