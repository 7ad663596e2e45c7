// The dashboard in the words of those who use it; specs speak to this, never to selectors.
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type Locator, type Page, type Setting, type Visit, visit } from './browser.ts'

/** One line of the ranking as it is read. */
export interface RankedArea {
  name: string
  value: string
  basis: string
}

/** The words of the interface the driver looks for, in the language of the visit. */
const words = {
  en: {
    areas: 'Areas',
    headline: 'Headline figures',
    measure: 'Measure on the map',
    tickets: 'Tickets, newest report first',
    log: 'Log',
    mapKind: 'What the map shows',
    legend: 'Legend',
  },
  zh: {
    areas: '区域',
    headline: '主要指标',
    measure: '地图指标',
    tickets: '工单，按上报时间从新到旧',
    log: '办理过程',
    mapKind: '地图内容',
    legend: '图例',
  },
}

/** An open dashboard. */
export class Dashboard {
  readonly seen: Visit
  readonly page: Page
  private readonly words: (typeof words)['en']

  private constructor(seen: Visit, lang: keyof typeof words) {
    this.seen = seen
    this.page = seen.page
    this.words = words[lang]
  }

  /**
   * Opens a path of a server and waits until its headline (the area, the ticket, or what is wrong) can be read, and all
   * it has asked for is answered.
   */
  static async open(browser: Browser, url: string, setting: Setting = {}): Promise<Dashboard> {
    const seen = await visit(browser, url, setting)
    const dashboard = new Dashboard(seen, setting.locale?.startsWith('zh') ? 'zh' : 'en')
    await dashboard.settled()
    return dashboard
  }

  /** What the address says after the host. */
  get address(): string {
    const { pathname, search } = new URL(this.page.url())
    return decodeURIComponent(pathname + search)
  }

  /** The name of the area or the ticket. */
  async heading(): Promise<string> {
    return (await this.page.locator('h1').textContent()) ?? ''
  }

  /** Waits until the page is of this area or ticket. */
  async showing(name: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  }

  /** A headline figure as written, unit and all, once the answer of the present view is there. */
  async figure(name: string): Promise<string> {
    await this.settled()
    const cell = this.headline().getByRole('button', { name: new RegExp(`^${name}`) })
    return (await cell.first().locator('span').nth(1).textContent()) ?? ''
  }

  /** The line above the headline figures: period, what it is compared with, tickets without a location. */
  async basis(): Promise<string> {
    await this.settled()
    return (await this.headline().locator('p').first().textContent()) ?? ''
  }

  /** Opens how a figure is computed. */
  async explain(name: string): Promise<string> {
    await this.headline()
      .getByRole('button', { name: `How ${name} is computed` })
      .click()
    const tip = this.page.getByRole('tooltip')
    await tip.waitFor()
    return (await tip.textContent()) ?? ''
  }

  /** Waits until the page is there and all it has asked for is answered. */
  settled(): Promise<void> {
    return settled(this.page)
  }

  /** All that the open tab says, once its answer is there. */
  async told(): Promise<string> {
    await this.settled()
    return (await this.panel().textContent()) ?? ''
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
    await this.settled()
  }

  /** Chooses what the map shows: areas, hotspots, emerging, repeats, warnings, by its name. */
  async showOnMap(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: this.words.mapKind })
      .locator('label')
      .filter({ hasText: name })
      .click()
    await this.settled()
    await this.drawn()
  }

  /** Waits until the map has drawn all it is to draw. */
  drawn(): Promise<void> {
    return drawn(this.page)
  }

  /** What the list of the map's places says, a line each. */
  async spots(): Promise<string[]> {
    await this.settled()
    return this.panel().getByRole('listitem').getByRole('button').evaluateAll(readLines)
  }

  /** Opens the explanation of the first place of the list that says this. */
  async explainSpot(text: string | RegExp): Promise<void> {
    await this.panel().getByRole('listitem').getByRole('button').filter({ hasText: text }).first().click()
    await this.settled()
  }

  /** The explanation in words, all its parts. */
  async explained(): Promise<string> {
    await this.settled()
    const [words] = await this.page.locator('section[aria-labelledby="explained"]').allInnerTexts()
    return (words ?? '').replace(/\s+/g, ' ')
  }

  /** The lines of the map's legend that can be shown alone, each with its number of places. */
  async mapClasses(): Promise<string[]> {
    return this.legend().getByRole('button').evaluateAll(readLines)
  }

  legend(): Locator {
    return this.page.getByRole('region', { name: this.words.legend })
  }

  /** Turns a line of the breakdown into a filter, or back. */
  async filterBy(name: string): Promise<void> {
    await this.panel()
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await this.settled()
  }

  /** The lines of the breakdown: name and count. */
  async breakdown(): Promise<{ name: string; reported: string }[]> {
    await this.settled()
    return this.panel()
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => ({
          name: row.querySelector('th button')?.firstChild?.textContent ?? '',
          reported: row.querySelector('td')?.textContent ?? '',
        })),
      )
  }

  /** The lines of the ranking that are drawn, in their order. */
  async ranking(): Promise<RankedArea[]> {
    await this.settled()
    return this.panel().locator('tbody tr:has(th)').evaluateAll(rankedAreas)
  }

  /** The lines below the ranking: what lies elsewhere, and the total. */
  async rankingSums(): Promise<RankedArea[]> {
    return this.panel().locator('tfoot tr').evaluateAll(rankedAreas)
  }

  /** What the small line of each drawn row says, by the name of its area; empty where there is no line. */
  async courses(): Promise<Map<string, string>> {
    await this.settled()
    const rows = this.panel().locator('tbody tr:has(th)')
    return new Map(
      await rows.evaluateAll((lines) =>
        lines.map((line): [string, string] => [
          line.querySelector('th')?.textContent ?? '',
          line.querySelector('svg title')?.textContent ?? '',
        ]),
      ),
    )
  }

  async sortRankingBy(column: string): Promise<void> {
    await this.panel().getByRole('columnheader', { name: column }).getByRole('button').click()
  }

  async openRanked(name: string): Promise<void> {
    await this.panel().getByRole('button', { name, exact: true }).click()
  }

  /** Chooses what the map shows by its headline figure. */
  async chooseMeasure(name: string): Promise<void> {
    await this.headline()
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await this.settled()
  }

  /** Chooses a measure in the map's menu, found by typing its name. */
  async chooseOnMap(name: string): Promise<void> {
    const menu = this.page.getByRole('combobox', { name: this.words.measure })
    await menu.click()
    await menu.fill(name)
    await this.page.locator('.ant-select-item-option').filter({ hasText: name }).first().click()
    await this.settled()
  }

  tree(): Locator {
    return this.page.getByRole('tree', { name: this.words.areas })
  }

  /** The area the keyboard rests on in the tree. */
  async markedInTree(): Promise<string> {
    const id = await this.tree().getAttribute('aria-activedescendant')
    return (await this.page.locator(`[id="${id}"]`).locator('[title]').first().textContent()) ?? ''
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async findArea(text: string): Promise<string[]> {
    await this.page.getByRole('searchbox').fill(text)
    const items = this.tree().getByRole('treeitem')
    await items.first().waitFor()
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('[role="treeitem"] [title]')].every((item) =>
          item.getAttribute('title')?.toLowerCase().includes(wanted.toLowerCase()),
        ),
      text,
    )
    return items.locator('[title]').allInnerTexts()
  }

  tickets(): Locator {
    return this.page.getByRole('list', { name: this.words.tickets }).getByRole('link')
  }

  /** Scrolls the list of tickets until the ticket at a place (from 1) is drawn. */
  async scrollToTicket(place: number): Promise<void> {
    const list = this.page.getByRole('list', { name: this.words.tickets })
    const item = list.locator(`li[aria-posinset="${place}"]`)
    while ((await item.count()) === 0) {
      await list.evaluate((box) => box.scrollBy(0, 600))
      const box = await list.elementHandle()
      await this.page.waitForFunction(
        ([box, place]) =>
          box instanceof Element &&
          (box.querySelector(`[aria-posinset="${place}"]`) !== null ||
            box.scrollTop + box.clientHeight < box.scrollHeight - 1),
        [box, place] as const,
      )
    }
  }

  /** The entries of a ticket's log, each as its lines. */
  log(): Promise<string[]> {
    return this.page.getByRole('region', { name: this.words.log }).getByRole('listitem').allInnerTexts()
  }

  /**
   * Moves the pointer over the map until it rests on a flow, and says what the map tells there: `A → B` and the number
   * of hand-offs. Undefined where the pointer met none.
   */
  async pointAtFlow(): Promise<{ name: string; value: string } | undefined> {
    await this.drawn()
    const box = await this.page.locator('[data-map]').first().boundingBox()
    if (!box) return undefined
    const tip = this.page.locator('[data-map-tip]')
    for (let y = 40; y < box.height - 20; y += 14) {
      for (let x = 30; x < box.width - 60; x += 22) {
        await this.page.mouse.move(box.x + x, box.y + y)
        // the map answers the pointer with the next frame
        await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
        if ((await tip.count()) === 0) continue
        const [name = '', value = ''] = await tip.locator('> div').allTextContents()
        if (name.includes(' → ')) return { name, value }
      }
    }
    return undefined
  }

  /** Presses the mouse where the pointer rests. */
  async pressHere(): Promise<void> {
    await this.page.mouse.down()
    await this.page.mouse.up()
  }

  /** The list of tickets at the side of the page: its title and how many it says there are. */
  async openedTickets(): Promise<{ title: string; count: number }> {
    const drawer = this.page.getByRole('dialog')
    const count = drawer.locator('p').filter({ hasText: /\d/ }).first()
    await count.waitFor()
    await this.settled()
    return {
      title: (await drawer.locator('[class*="title"]').first().textContent()) ?? '',
      count: Number((await count.textContent())?.replace(/[^\d]/g, '')),
    }
  }

  /** Parts of the page that reach out of the window, or of a box that does not scroll. */
  overflow(): Promise<string[]> {
    return this.page.evaluate(() => {
      const out: string[] = []
      if (document.documentElement.scrollWidth > innerWidth)
        out.push(`page is ${document.documentElement.scrollWidth} wide`)
      for (const element of document.querySelectorAll('main button, main a, main h1, main h2, header *')) {
        const box = element.getBoundingClientRect()
        const scrolls = element.closest('[class*="cells"], [class*="scroll"], [class*="list"], [role="tree"]')
        if (box.width > 0 && !scrolls && (box.right > innerWidth + 1 || box.left < -1)) {
          out.push(`${element.tagName} ${element.textContent?.slice(0, 40)}`)
        }
      }
      return out
    })
  }

  /** What axe finds, in words; the drawing surface of the map is not text and has its own twin. */
  async accessibilityFaults(): Promise<string[]> {
    await this.settled()
    const { violations } = await new AxeBuilder({ page: this.page }).exclude('canvas').analyze()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
    )
  }

  private headline(): Locator {
    return this.page.getByRole('region', { name: this.words.headline })
  }

  private panel(): Locator {
    return this.page.getByRole('tabpanel')
  }
}

/** Waits until a page has a headline, as it has none while it is loaded, and no answer is being waited for. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1, main [role="status"] p, main [role="alert"]') !== null &&
      document.querySelector('[aria-busy="true"]') === null &&
      document.querySelector('main [role="status"][aria-label]') === null,
  )
}

/** Waits until the map of a page has drawn all it is to draw. */
export async function drawn(page: Page): Promise<void> {
  await settled(page)
  await page.locator('[data-still="true"]').first().waitFor()
}

/** The words of elements, part by part, without those of pictures. */
function readLines(elements: Element[]): string[] {
  return elements.map((element) =>
    [...element.children]
      .map((part) => [...part.childNodes].filter((node) => node.nodeName !== 'svg'))
      .map((nodes) => nodes.map((node) => node.textContent).join(''))
      .filter((text) => text !== '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

function rankedAreas(rows: Element[]): RankedArea[] {
  return rows.map((row) => {
    const cells = row.querySelectorAll('td:not([data-course])')
    return {
      name: row.querySelector('th')?.textContent ?? '',
      value: cells[0]?.textContent ?? '',
      basis: cells[1]?.textContent ?? '',
    }
  })
}
