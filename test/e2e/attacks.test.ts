import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, launchBrowser, type Page, visit } from '../drivers/browser.ts'
import { type RunningServer, startServer } from '../drivers/server.ts'
import { writeHostilePack } from '../fixtures/hostile-pack.ts'

/** Every page there is, by what shows when it is drawn. */
const pages: readonly (readonly [path: string, shows: string])[] = [
  ['/', 'area S1'],
  ['/area/D?map=areas&tab=ranking', 'area S1'],
  ['/area/D?tab=tickets', 'title'],
  ['/area/D?tab=effect&effect=2026-02-01', 'area D'],
  ['/area/D?map=repeats', 'category'],
  ['/area/D?map=hotspots', 'area D'],
  ['/area/S1/brief', 'area S1'],
  ['/area/D/practice', 'list'],
  ['/area/D/flows', 'unit'],
  ['/compare?a=S1&b=S2', 'area S2'],
  ['/plan?level=street', 'area S2'],
  ['/ticket/T0', 'title 0'],
  ...['overview', 'hotspots', 'escalation', 'deadlines', 'areas'].map(
    (scene) => [`/wall?rotate=0&scene=${scene}`, 'window.injected'] as const,
  ),
  ['/audit', 'T0'],
  ['/ogc?f=html', 'centre'],
  ['/ogc/collections?f=html', 'Layers'],
  ['/ogc/collections/areas-street/items?f=html', 'area S2'],
  ['/ogc/collections/tickets/items?f=html&limit=20', 'title'],
  ['/ogc/collections/tickets/items/T1?f=html', 'title 1'],
  ['/ogc/api?f=html', 'Layers'],
  ['/api/docs', 'Grid Centre'],
]

describe.skipIf(!chromiumPath)('markup in names and texts', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-hostile-'))
    writeHostilePack(join(folder, 'pack'))
    server = await startServer({ pack: join(folder, 'pack'), database: join(folder, 'hostile.duckdb') })
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Elements that the texts would have made, scripts without a file, and what those would have left. */
  const left = (page: Page) =>
    page.evaluate(() => [
      document.querySelectorAll('.injected, img[src="x"], [onerror], script:not([src])').length,
      'injected' in window,
    ])

  it.each(pages.map(([path, shows], index) => [path, index % 2 ? 'zh-CN' : 'en-GB', shows] as const))(
    'is text on %s (%s)',
    async (path, locale, shows) => {
      const seen = await visit(browser, server.url + path, { locale })
      try {
        const { page } = seen
        await page.getByText(shows).first().waitFor({ state: 'attached' })
        await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined)
        // what is told of a place or a month when it is pointed at
        for (const spot of await page.locator('canvas:visible, svg:visible').all()) {
          const box = await spot.boundingBox()
          if (!box || box.width < 100) continue
          for (const [x, y] of [
            [0.3, 0.5],
            [0.5, 0.6],
            [0.8, 0.5],
          ] as const)
            await page.mouse.move(box.x + box.width * x, box.y + box.height * y)
        }
        expect(await left(page)).toEqual([0, false])
        seen.expectNoProblems()
        seen.expectOnlyOwnHost()
      } finally {
        await seen.close()
      }
    },
  )
})
