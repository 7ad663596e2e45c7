import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import {
  type Browser,
  chromiumPath,
  launchBrowser,
  type Page,
  type Setting,
  visit,
} from '../drivers/browser.ts'
import { drawn } from '../drivers/dashboard.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const web = fileURLToPath(new URL('../../web/dist', import.meta.url))

/**
 * Two streets side by side. Of the last 30 days (2 to 31 March 2026) S1 has the 11 tickets M02–M09, M14, M17 and M19,
 * S2 the 4 tickets M10–M13, counted by hand in the fixture.
 */
const view = '/area/D?measure=reported&lang=en&theme=light'

let serving: Serving
let browser: Browser

describe.skipIf(!chromiumPath)('the map', () => {
  beforeAll(async () => {
    if (!existsSync(web)) throw new Error('web/dist is missing: run npm start or npm test, which build it')
    const store = await storeWith(twoStreets)
    const log = pino({ level: 'silent' })
    serving = await serve({ store, clock: clockAt(present), log, host: '127.0.0.1', port: 0, web })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
  })

  async function open(path = view, setting: Setting = {}) {
    const seen = await visit(browser, serving.url + path, setting)
    onTestFinished(async () => {
      await seen.close()
    })
    await drawn(seen.page)
    return seen
  }

  describe('under the pointer', () => {
    let page: Page
    beforeEach(async () => {
      const seen = await open()
      page = seen.page
      onTestFinished(() => {
        seen.expectNoProblems()
        seen.expectOnlyOwnHost()
      })
    })

    it('colours each area by the class its legend gives it', async () => {
      const legend = page.getByRole('region', { name: 'Legend' })
      expect(await legend.getByRole('button').allInnerTexts()).toEqual(['4–9\n1 area', '10–11\n1 area'])
      const swatches = await legend
        .getByRole('button')
        .locator('span:first-child')
        .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).backgroundColor))
      // fills are laid on the ground at 92 %
      expect(apart(await colourOf(page, 'S2'), swatches[0])).toBeLessThan(24)
      expect(apart(await colourOf(page, 'S1'), swatches[1])).toBeLessThan(24)
    })

    it('tells the area pointed at, and opens it on a click', async () => {
      const at = await placeOf(page, 'S1')
      await leaveKeys(page)
      await page.mouse.move(at.x, at.y)
      const tip = page.locator('[data-map-tip]')
      // what it is compared with is said once that has arrived
      await tip.filter({ hasText: /^S111Previous period5/ }).waitFor()
      await page.mouse.click(at.x, at.y)
      await page.waitForURL(/\/area\/S1\?/)
      await drawn(page)
      // C11 has M02, M03, M04, M08 and M17; C12 has M05, M06, M07, M09 and M19: one value for all areas
      const legend = page.getByRole('region', { name: 'Legend' })
      await legend
        .getByRole('button')
        .filter({ hasText: /^5\s*2 areas/ })
        .waitFor()
      expect(await legend.getByRole('button').count()).toBe(1)
      expect(await colourOf(page, 'C11')).toBe(await colourOf(page, 'C12'))
    })

    it('shows one class alone', async () => {
      const before = await colourOf(page, 'S2')
      const low = page.getByRole('region', { name: 'Legend' }).getByRole('button').first()
      await low.click()
      await drawn(page)
      expect(await low.getAttribute('aria-pressed')).toBe('true')
      expect(await colourOf(page, 'S2')).toBe(before)
      expect(apart(await colourOf(page, 'S1'), 'rgb(242, 244, 246)')).toBeLessThan(40)
    })

    it('is one canvas for all screens', async () => {
      await page.evaluate(() => document.querySelector('canvas')?.setAttribute('data-mine', 'yes'))
      await page.getByRole('tab', { name: 'Tickets' }).click()
      await page.getByRole('link').filter({ hasText: 'No water on floor 3' }).first().click()
      await page.waitForURL(/\/ticket\/M03/)
      await drawn(page)
      expect(await page.locator('canvas[data-mine=yes]').count()).toBe(1)
      await page.goBack()
      await drawn(page)
      expect(await page.locator('canvas[data-mine=yes]').count()).toBe(1)
    })
  })

  it('can be walked by keys: arrows, Enter down, Backspace up', async () => {
    const { page } = await open()
    const keys = page.getByRole('listbox', { name: /Areas on the map/ })
    const said = page.locator('figure output')
    await keys.focus()
    expect(await said.textContent()).toBe('S1, 11')
    await page.keyboard.press('ArrowRight')
    expect(await said.textContent()).toBe('S2, 4')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/area\/S1\?/)
    await keys.focus()
    await page.keyboard.press('Backspace')
    await page.waitForURL(/\/area\/D\?/)
  })

  it('comes back with its colours after the graphics context is lost', async () => {
    const { page } = await open()
    const before = await colourOf(page, 'S1')
    const lose = await page.evaluateHandle(() =>
      document.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context'),
    )
    await lose.evaluate((extension) => extension?.loseContext())
    await page.getByRole('alert').filter({ hasText: 'graphics card' }).waitFor()
    await lose.evaluate((extension) => extension?.restoreContext())
    await page.locator('[data-map=well]').waitFor()
    await drawn(page)
    expect(await colourOf(page, 'S1')).toBe(before)
  })

  it('without WebGL says so and gives the same figures as a table', async () => {
    const seen = await visit(browser, `${serving.url}/healthz`)
    onTestFinished(() => seen.close())
    await seen.page.addInitScript(() => {
      Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { value: () => null })
    })
    await seen.page.goto(serving.url + view)
    const map = seen.page.getByRole('figure', { name: 'Map of the areas' })
    await map.getByText('This browser cannot draw the map').waitFor()
    const rows = map.getByRole('row')
    await rows.filter({ hasText: /^S2\s*4/ }).waitFor()
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringContaining('Area'),
      expect.stringMatching(/^S1\s+11/),
      expect.stringMatching(/^S2\s+4/),
    ])
  })

  it('draws a wall wider than 4096 pixels sharply, and no more than two pixels to a point', async () => {
    const wall = await open(view, { viewport: { width: 7680, height: 1080 } })
    const ratio = await wall.page.evaluate(sharpness)
    expect(ratio.width).toBeGreaterThan(4096)
    expect(ratio.pixels).toBeCloseTo(1, 2)
    const phone = await open(view, { viewport: { width: 390, height: 800 }, scale: 3 })
    expect((await phone.page.evaluate(sharpness)).pixels).toBeCloseTo(2, 2)
  })

  it('chooses the period from the time brush by keys, presets and hand', async () => {
    const { page } = await open(`${view}&from=2026-03-02&to=2026-04-01`)
    const first = page.getByRole('slider', { name: 'First day' })
    expect(await first.getAttribute('aria-valuetext')).toBe('2 Mar 2026')
    await first.press('ArrowLeft')
    await page.waitForURL(/from=2026-03-01/)
    await page.getByRole('button', { name: '7 days' }).click()
    await page.waitForURL(/from=2026-03-25/)
    const plot = page.getByRole('region', { name: /Tickets reported over time/ })
    const box = await plot.locator('[data-grip="move"]').locator('..').boundingBox()
    if (!box) throw new Error('the brush is not drawn')
    await page.mouse.move(box.x + box.width * 0.1, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=2025-0[34]-\d\d.*to=2025-0[78]-\d\d/)
  })
})

/** Where the label of an area lies on the page, found by walking there with the keys. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  await page.getByRole('listbox', { name: /Areas on the map/ }).focus()
  await page.keyboard.press('Home')
  const said = page.locator('figure output')
  for (let step = 0; step < 10 && !(await said.textContent())?.startsWith(name); step++)
    await page.keyboard.press('ArrowRight')
  return page.locator('[data-map-tip]').evaluate((tip) => {
    const gap = 14
    const box = tip.getBoundingClientRect()
    const style = tip instanceof HTMLElement ? tip.style : undefined
    return {
      x: style?.left ? box.left - gap : box.right + gap,
      y: style?.top ? box.top - gap : box.bottom + gap,
    }
  })
}

/** Takes the highlight and the tooltip of the keys away. */
async function leaveKeys(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: /Areas on the map/ }).blur()
  await drawn(page)
}

/** The colour a reader sees inside an area, a little off its label. */
async function colourOf(page: Page, name: string): Promise<string> {
  const { x, y } = await placeOf(page, name)
  await leaveKeys(page)
  const shot = await page.screenshot({ clip: { x: x - 1, y: y + 44, width: 3, height: 3 } })
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const paper = new OffscreenCanvas(3, 3).getContext('2d')
    paper?.drawImage(picture, 0, 0)
    const [r, g, b] = paper?.getImageData(1, 1, 1, 1).data ?? []
    return `rgb(${r}, ${g}, ${b})`
  }, shot.toString('base64'))
}

/** Largest difference of two colours in one channel. */
function apart(one: string, other: string | undefined): number {
  const [a, b] = [one, other ?? ''].map((colour) => colour.match(/\d+/g)?.map(Number) ?? [])
  return Math.max(...[0, 1, 2].map((channel) => Math.abs((a?.[channel] ?? 0) - (b?.[channel] ?? 255))))
}

/** Device pixels across the map's canvas, and to one point of the page. */
function sharpness(): { width: number; pixels: number } {
  const canvas = document.querySelector('canvas')
  return { width: canvas?.width ?? 0, pixels: (canvas?.width ?? 0) / (canvas?.clientWidth ?? 1) }
}
