// The planner's page in the words of those who use it.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from './browser.ts'
import type { Dashboard } from './dashboard.ts'

/** A picture file: its size in dots, read from its header. */
export interface PngSize {
  width: number
  height: number
}

/** An open planner's page, in English. */
export class Planner {
  readonly dashboard: Dashboard
  readonly page: Page

  constructor(dashboard: Dashboard) {
    this.dashboard = dashboard
    this.page = dashboard.page
  }

  /** Waits until map and table stand still. */
  async ready(): Promise<void> {
    await this.page.locator('[data-still="true"]').waitFor({ state: 'attached' })
    await this.dashboard.settled()
  }

  /** The number of rows that the table says it has. */
  async rowCount(): Promise<number> {
    await this.dashboard.settled()
    return Number(await this.page.locator('[data-count]').getAttribute('data-count'))
  }

  /** The lines of the table in sight: name and cells. */
  async rows(): Promise<string[][]> {
    await this.dashboard.settled()
    return this.table()
      .locator('tbody tr[data-code]')
      .evaluateAll((lines) =>
        lines.map((line) =>
          [...line.querySelectorAll('th, td:not(:first-child)')].map((cell) => cell.textContent ?? ''),
        ),
      )
  }

  async sortBy(column: string): Promise<void> {
    await this.table().getByRole('button', { name: column }).click()
    await this.dashboard.settled()
  }

  async pick(name: string): Promise<void> {
    await this.table()
      .getByRole('checkbox', { name: `Pick ${name}` })
      .click()
    await this.dashboard.settled()
  }

  /** Draws a rectangle over a part of the map, given in shares of its width and height. */
  async drawBox([left, top, right, bottom]: readonly [number, number, number, number]): Promise<void> {
    await this.page.getByRole('button', { name: 'Rectangle' }).click()
    const box = await this.page.locator('[data-map] canvas').first().boundingBox()
    if (!box) throw new Error('there is no map')
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
    await this.page.mouse.click(...at(left, top))
    await this.page.mouse.move(...at((left + right) / 2, (top + bottom) / 2), { steps: 4 })
    await this.page.mouse.move(...at(right, bottom), { steps: 4 })
    await this.page.mouse.click(...at(right, bottom))
    await this.page.waitForURL(/within=/)
    await this.ready()
  }

  /** Draws around the middle of the map with the mouse held down. */
  async lasso(): Promise<void> {
    await this.page.getByRole('button', { name: 'Lasso' }).click()
    const box = await this.page.locator('[data-map] canvas').first().boundingBox()
    if (!box) throw new Error('there is no map')
    const at = (turn: number) =>
      [
        box.x + box.width * (0.5 + 0.15 * Math.cos(turn * 2 * Math.PI)),
        box.y + box.height * (0.5 + 0.15 * Math.sin(turn * 2 * Math.PI)),
      ] as const
    await this.page.mouse.move(...at(0))
    await this.page.mouse.down()
    for (let step = 1; step <= 32; step++) await this.page.mouse.move(...at(step / 32))
    await this.page.mouse.up()
    await this.page.waitForURL(/within=/)
    await this.ready()
  }

  /** Opens what lies beside the map. */
  async beside(name: 'Table' | 'Export' | 'Picture and paper' | 'Views'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
    await this.dashboard.settled()
  }

  /** Features of each class, as the legend counts them. */
  async legendCounts(): Promise<number[]> {
    await this.dashboard.settled()
    const lines = this.page.getByRole('region', { name: 'Legend' }).locator('button span:last-child')
    return (await lines.allTextContents()).map((text) => Number(text.replaceAll(',', '')))
  }

  /** Chooses the first feature of a layer's table, and tells its id. */
  async chooseFeature(title: string): Promise<string> {
    const row = this.page.getByRole('table', { name: title }).locator('tbody tr[data-code]').first()
    const id = (await row.getAttribute('data-code')) ?? ''
    await row.getByRole('button').click()
    await this.page.waitForURL(/spot=/)
    return id
  }

  /** Picks an option of a list by their names. */
  async choose(list: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: list }).click()
    await this.page.locator('.ant-select-item-option', { hasText: option }).click()
    await this.ready()
  }

  /** The number of features that the export sheet announces. */
  async announced(): Promise<number> {
    await this.dashboard.settled()
    return Number(await this.page.locator('[data-features]').getAttribute('data-features'))
  }

  /** Saves the file and reads it: its name and content. */
  async save(): Promise<{ name: string; text: string }> {
    const coming = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Save file' }).click()
    const download = await coming
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
  }

  /** Saves the picture at a sharpness and reads its size. */
  async picture(scale: 1 | 2 | 3 | 4): Promise<PngSize> {
    await this.page.getByText(`${scale}×`, { exact: true }).click()
    const coming = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Save PNG' }).click()
    const bytes = readFileSync(await (await coming).path())
    if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }

  private table(): Locator {
    return this.page.getByRole('table', { name: 'Areas of the map as a table' })
  }
}
