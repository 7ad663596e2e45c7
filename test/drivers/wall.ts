// The control-room display in the words of those who look at it; specs speak to this, never to selectors.
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type Page, type Setting, type Visit, visit } from './browser.ts'
import { type Text, textsOf } from './texts.ts'

/** An open display. */
export class Wall {
  readonly seen: Visit
  readonly page: Page

  private constructor(seen: Visit) {
    this.seen = seen
    this.page = seen.page
  }

  /** Opens the display with a query such as `rotate=0&scene=deadlines` and waits until it has figures. */
  static async open(browser: Browser, url: string, query = '', setting: Setting = {}): Promise<Wall> {
    const full = { viewport: { width: 1920, height: 1080 }, ...setting }
    const seen = await visit(browser, `${url}/wall${query === '' ? '' : `?${query}`}`, full)
    const wall = new Wall(seen)
    await wall.page.locator('main[data-scene] ol li').first().waitFor()
    await wall.filled()
    return wall
  }

  /** Waits until the title states a finding. */
  async filled(): Promise<void> {
    await this.page.waitForFunction(() => /\d|没有|No /.test(document.querySelector('h1')?.textContent ?? ''))
  }

  /** Waits until every panel of the scene has its answer. */
  async settled(): Promise<void> {
    await this.filled()
    await this.page.locator('main:not(:has([aria-busy="true"]))').waitFor()
  }

  /** What the display states at the top. */
  async title(): Promise<string> {
    return (await this.page.locator('h1').textContent()) ?? ''
  }

  /** Waits for a scene by its id; `urgent` while dangerous tickets hold the display. */
  async showing(scene: string): Promise<void> {
    await this.page.locator(`main[data-scene="${scene}"]`).waitFor()
  }

  /** The scene that is shown, as the address names it. */
  get sceneInAddress(): string | null {
    return new URL(this.page.url()).searchParams.get('scene')
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Waits until a ticket runs along below, and gives what is said of it. */
  async inTicker(id: string): Promise<string> {
    const item = this.page.locator(`[data-ticket="${id}"]`)
    await item.waitFor()
    return (await item.locator(':scope > *').allTextContents()).join(' ')
  }

  /** Waits until the data is marked so. */
  async aged(age: 'fresh' | 'late' | 'old'): Promise<void> {
    await this.page.locator(`[data-age="${age}"]`).waitFor()
  }

  /** What is said of how old the data is. */
  async freshness(): Promise<string> {
    return (await this.page.locator('[data-age]').textContent()) ?? ''
  }

  /** Waits until the map has drawn all it has. */
  async drawn(): Promise<void> {
    await this.page.locator('[data-still="true"]').waitFor({ state: 'attached' })
  }

  /** Device pixels and CSS pixels of the map's width. */
  canvas(): Promise<{ device: number; css: number }> {
    return this.page
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => ({ device: canvas.width, css: canvas.clientWidth }))
  }

  /** Number of maps in the page, and the one that is there now. */
  async mapMarked(mark?: string): Promise<string | null> {
    const canvas = this.page.locator('canvas')
    if (mark !== undefined) await canvas.evaluate((it, text) => it.setAttribute('data-mark', text), mark)
    return canvas.getAttribute('data-mark')
  }

  /** Takes the graphics context away, as a driver does that was reset; it does not come back by itself. */
  async loseGraphics(): Promise<void> {
    await this.page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
    })
  }

  /** Every text that can be seen. */
  texts(): Promise<Text[]> {
    return this.page.evaluate(textsOf)
  }

  /** The smallest size of text the display means to use, CSS pixels. */
  async textSize(): Promise<number> {
    return Number.parseFloat(
      await this.page.locator('main').evaluate((main) => getComputedStyle(main).fontSize),
    )
  }

  /** Whether anything could be scrolled. */
  scrolls(): Promise<boolean> {
    return this.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return scrollWidth > innerWidth || scrollHeight > innerHeight
    })
  }

  /** What axe finds, contrast among it, in words; the drawing surface of the map is not text. */
  async faults(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).exclude('canvas').analyze()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
    )
  }

  /** How often the ticker was drawn anew while something was done. */
  async drawings(deed: () => Promise<void>): Promise<number> {
    const list = this.page.locator('footer ol')
    await list.evaluate((element) => {
      element.setAttribute('data-drawings', '0')
      new MutationObserver(() => {
        element.setAttribute('data-drawings', String(Number(element.getAttribute('data-drawings')) + 1))
      }).observe(element, { childList: true, subtree: true, characterData: true })
    })
    await deed()
    return Number(await list.getAttribute('data-drawings'))
  }

  /** What the page holds after all that is not needed was given up: bytes of the heap, nodes and listeners. */
  async held(): Promise<{ heap: number; nodes: number; listeners: number }> {
    const session = await this.page.context().newCDPSession(this.page)
    // what only just became useless takes a second round to go
    for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    await session.detach()
    return { heap: usedSize, nodes, listeners: jsEventListeners }
  }

  /** Lets so much time pass on the page's clock, with everything that falls due in it. */
  async passes(seconds: number): Promise<void> {
    await this.page.clock.runFor(seconds * 1000)
  }

  /** Sends the page's clock forward, as if the time had passed at once. */
  async later(seconds: number): Promise<void> {
    await this.page.clock.fastForward(seconds * 1000)
  }
}
