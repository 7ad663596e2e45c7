import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { type Browser, chromiumPath, launchBrowser, type Page, visit } from '../drivers/browser.ts'
import { drawn } from '../drivers/dashboard.ts'
import { smallAreas } from '../fixtures/small-areas.ts'
import { present } from '../fixtures/two-streets.ts'

const web = fileURLToPath(new URL('../../web/dist', import.meta.url))

const view =
  '/area/D?level=community&measure=hotline_per_1000_households&tab=ranking&from=2026-03-01&to=2026-04-01&theme=light'

let serving: Serving
let browser: Browser

/** Five communities; the smoothed rates 6.41, 19.16 and 47.34 are those of EBest (R 4.2.2, spdep 1.2.7). */
describe.skipIf(!chromiumPath)('rates per 1,000 households', () => {
  beforeAll(async () => {
    if (!existsSync(web)) throw new Error('web/dist is missing: run npm start or npm test, which build it')
    const store = await smallAreas()
    const log = pino({ level: 'silent' })
    serving = await serve({ store, clock: clockAt(present), log, host: '127.0.0.1', port: 0, web })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
  })

  async function open(path: string): Promise<Page> {
    const seen = await visit(browser, serving.url + path)
    onTestFinished(async () => {
      seen.expectNoProblems()
      seen.expectOnlyOwnHost()
      await seen.close()
    })
    await drawn(seen.page)
    return seen.page
  }

  it('are drawn smoothed first, and raw when asked; legend and address say which', async () => {
    const page = await open(`${view}&lang=en`)
    const legend = page.getByRole('region', { name: 'Legend' })
    expect(await legend.textContent()).toContain('Smoothed towards 26.7, the rate of 3 areas together')
    expect(await walked(page)).toEqual(['C1, 6.4', 'C2, 19.2', 'C3, 47.3', 'C4, No data', 'C5, No data'])

    await page.getByRole('radiogroup', { name: 'Rate drawn' }).getByText('Raw').click()
    await page.waitForURL(/rates=raw/)
    await drawn(page)
    expect(await legend.textContent()).toContain('Raw rates, not smoothed')
    expect(await walked(page)).toEqual(['C1, 2.5', 'C2, 18', 'C3, 50', 'C4, No data', 'C5, No data'])

    await page.reload()
    await drawn(page)
    expect(await legend.textContent()).toContain('Raw rates, not smoothed')
    await page.getByRole('radiogroup', { name: 'Rate drawn' }).getByText('Smoothed').click()
    await page.waitForURL((url) => !url.searchParams.has('rates'))
  })

  it('show both rates and what they are made of to who points at an area', async () => {
    const page = await open(`${view}&lang=en`)
    await page.getByRole('listbox', { name: /Areas on the map/ }).focus()
    await page.keyboard.press('Home')
    const tip = page.locator('[data-map-tip]')
    expect(await tip.locator('dl > div').allInnerTexts()).toEqual([
      expect.stringMatching(/^Smoothed\s+6\.4$/),
      expect.stringMatching(/^Raw\s+2\.5$/),
      expect.stringMatching(/^Numerator \/ denominator\s+1 \/ 400$/),
    ])
    await page.keyboard.press('End')
    expect(await tip.textContent()).toContain('nobody lives here, or households are not known')
  })

  it('stand side by side in the ranking, which follows the map until it is sorted', async () => {
    const page = await open(`${view}&lang=en`)
    const ranking = page.getByRole('region', { name: 'Ranking' })
    const headers = ranking.getByRole('columnheader')
    expect(await headers.allInnerTexts()).toEqual([
      'Area',
      expect.stringContaining('Smoothed'),
      'Raw',
      'hotline tickets / households',
      'Change',
    ])
    expect(await headers.nth(1).getAttribute('aria-sort')).toBe('descending')
    expect(await rowsOf(page)).toEqual([
      'C3 47.3 50 30 / 600',
      'C2 19.2 18 9 / 500',
      'C1 6.4 2.5 1 / 400',
      'C4 – – 3 / –',
      'C5 – – 2 / –',
    ])
    await page.getByRole('radiogroup', { name: 'Rate drawn' }).getByText('Raw').click()
    await page.waitForURL(/rates=raw/)
    await drawn(page)
    expect(await headers.nth(2).getAttribute('aria-sort')).toBe('descending')
    await headers.nth(1).getByRole('button').click()
    await headers.nth(1).getByRole('button').click()
    expect(await headers.nth(1).getAttribute('aria-sort')).toBe('ascending')
    expect((await rowsOf(page))[0]).toBe('C1 6.4 2.5 1 / 400')
  })

  it('are said in Chinese too, and of one area that it stands alone', async () => {
    const page = await open(`${view.replace('community', 'street')}&lang=zh`)
    const legend = page.getByRole('region', { name: '图例' })
    expect(await legend.textContent()).toContain('平滑值：仅一个区域，保持自身比率')
    await page.getByRole('radiogroup', { name: '所绘比率' }).getByText('原始值').click()
    await page.waitForURL(/rates=raw/)
    await drawn(page)
    expect(await legend.textContent()).toContain('原始值，未经平滑')
  })

  it('alone have the choice', async () => {
    const page = await open(`${view.replace('hotline_per_1000_households', 'reported')}&lang=en&rates=raw`)
    expect(await page.getByRole('radiogroup', { name: 'Rate drawn' }).count()).toBe(0)
    const headers = page.getByRole('region', { name: 'Ranking' }).getByRole('columnheader')
    expect(await headers.count()).toBe(4)
  })
})

/** What is said of each community when the map is walked by keys, up to the first note. */
async function walked(page: Page): Promise<string[]> {
  await page.getByRole('listbox', { name: /Areas on the map/ }).focus()
  await page.keyboard.press('Home')
  const said: string[] = []
  for (let step = 0; step < 5; step++) {
    const text = (await page.locator('figure output').textContent()) ?? ''
    said.push(text.split(', ').slice(0, 2).join(', '))
    await page.keyboard.press('ArrowRight')
  }
  return said
}

async function rowsOf(page: Page): Promise<string[]> {
  const rows = page.getByRole('region', { name: 'Ranking' }).locator('tbody tr')
  return (await rows.allInnerTexts()).map((row) => row.trim().replace(/\s+/g, ' '))
}
