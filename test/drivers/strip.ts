import type { Locator, Response } from './browser.ts'
import type { Dashboard } from './dashboard.ts'

/** The strip of time below a map, in the words of those who use it. */
export class TimeStrip {
  private readonly dashboard: Dashboard
  readonly box: Locator

  constructor(dashboard: Dashboard) {
    this.dashboard = dashboard
    this.box = dashboard.page.getByRole('region', {
      name: /^(Tickets reported over time|各时段上报工单数)/,
    })
  }

  /** Brings the hand near, and waits for what then moves with it; the answer is its message. */
  async approach(): Promise<Response> {
    // a question the page gives up again has an answer that never ends
    const [request] = await Promise.all([
      this.dashboard.page.waitForEvent('requestfinished', (asked) => asked.url().includes('/api/timecube')),
      this.pointAt(0.5),
    ])
    const response = await request.response()
    if (!response) throw new Error(`no answer came to ${request.url()}`)
    return response
  }

  /** Presses at one part of the strip (0 to 1), draws over to another in so many moves, and holds there. */
  async drag(from: number, to: number, moves = 8): Promise<void> {
    await this.pointAt(from)
    await this.dashboard.page.mouse.down()
    for (let move = 1; move <= moves; move++) await this.pointAt(from + ((to - from) * move) / moves)
  }

  async letGo(): Promise<void> {
    await this.dashboard.page.mouse.up()
    await this.rested()
  }

  /** Waits until the page shows what the address says, and all answers to it are there. */
  async rested(): Promise<void> {
    await this.moment().waitFor({ state: 'detached' })
    await this.dashboard.settled()
  }

  /** The period that moves, large on the map. */
  moment(): Locator {
    return this.dashboard.page.locator('[data-held]')
  }

  /** Questions about tickets since so many requests; whether the server is there, and has new warnings, is asked now and then. */
  asked(since: number): string[] {
    return this.dashboard.seen.requests
      .slice(since)
      .filter((url) => /\/api\/(?!centre|warnings|session)/.test(url))
  }

  slider(name: 'The whole period' | 'First day' | 'Last day'): Locator {
    return this.box.getByRole('slider', { name })
  }

  button(name: string): Locator {
    return this.box.getByRole('button', { name, exact: true })
  }

  choose(name: string): Locator {
    return this.box.getByRole('combobox', { name })
  }

  private async pointAt(part: number): Promise<void> {
    const plot = await this.box.locator('[data-grip="move"]').locator('..').boundingBox()
    if (!plot) throw new Error('the strip is not on the page')
    await this.dashboard.page.mouse.move(plot.x + plot.width * part, plot.y + plot.height / 2)
  }
}
