import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Browser, chromiumPath, launchBrowser } from '../drivers/browser.ts'
import { Dashboard } from '../drivers/dashboard.ts'
import { type RunningServer, startServer } from '../drivers/server.ts'
import { TimeStrip } from '../drivers/strip.ts'
import { manyAreas } from '../fixtures/many-areas.ts'

const areas = 5000

declare global {
  interface Window {
    heard: { draws: number[]; frames: number[]; long: { ms: number; by: Record<string, number> }[] }
  }
}

/** Listens to what the page measures of itself; long frames are told by the scripts that ran in them. */
function listen(): void {
  const heard: Window['heard'] = { draws: [], frames: [], long: [] }
  window.heard = heard
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'areas-live') heard.draws.push(duration)
  }).observe({ type: 'measure' })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const scripts: { sourceURL: string; duration: number }[] = Object(entry).scripts ?? []
      const by: Record<string, number> = {}
      for (const { sourceURL, duration } of scripts) {
        const file = /([^/]+)-[\w-]{8}\.js/.exec(sourceURL)?.[1] ?? 'browser'
        by[file] = Math.round((by[file] ?? 0) + duration)
      }
      heard.long.push({ ms: Math.round(entry.duration), by })
    }
  }).observe({ type: 'long-animation-frame' })
  let before = 0
  const frame = (now: number) => {
    if (before > 0) heard.frames.push(now - before)
    before = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0

/** Says on the console what was heard since the last time; figures of a shared machine are not judged. */
async function report(page: Dashboard, what: string): Promise<number> {
  const { draws, frames, long } = await page.page.evaluate(() => {
    const { heard } = window
    const now = { draws: [...heard.draws], frames: [...heard.frames], long: [...heard.long] }
    heard.draws.length = 0
    heard.frames.length = 0
    heard.long.length = 0
    return now
  })
  const ms = (values: readonly number[]) =>
    [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(2)).join(' / ')
  const by: Record<string, number> = {}
  for (const one of long)
    for (const [file, took] of Object.entries(one.by)) by[file] = Math.max(by[file] ?? 0, took)
  console.log(
    `${what}: ${draws.length} drawings of ${areas} areas, ${ms(draws)} ms of script (p50 / p95 / most); frames ${ms(frames)} ms; ` +
      `${long.length} frames over 50 ms, the longest script of each file in them: ${JSON.stringify(by)}`,
  )
  return draws.length
}

describe.skipIf(!chromiumPath)('time over five thousand areas', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid many areas '))
    const pack = manyAreas(join(folder, 'pack'), areas, 100_000)
    server = await startServer({ pack, database: join(folder, 'centre.duckdb') })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  // software draws five thousand outlines in a second or two: what counts here is the time that scripts take
  it('recolours all of them with the hand and with time, without asking', async () => {
    const page = await Dashboard.open(browser, `${server.url}/area?level=grid&measure=reported`, {
      reducedMotion: 'no-preference',
      viewport: { width: 1100, height: 640 },
    })
    onTestFinished(() => page.seen.close())
    await page.drawn()
    const strip = new TimeStrip(page)
    const cube = await strip.approach()
    const bytes = Number(cube.headers()['content-length'] ?? 0)
    console.log(`the message of ${areas} areas over two years: ${bytes || 'chunked'} bytes as sent`)
    await page.page.evaluate(listen)
    const asked = page.seen.requests.length
    await strip.drag(0.2, 0.7, 4)
    await strip.moment().waitFor()
    const inClasses = async () =>
      (await page.mapClasses())
        .map((line) => Number(/([\d,]+) areas?$/.exec(line)?.[1]?.replaceAll(',', '') ?? 0))
        .reduce((sum, count) => sum + count, 0)
    await page.page.waitForFunction(() => window.heard.draws.length > 2)
    expect(await inClasses()).toBe(areas)
    expect(await report(page, 'dragged')).toBeGreaterThan(0)
    await page.page.keyboard.press('Escape')
    await page.page.mouse.up()
    await strip.rested()

    await strip.button('Play time').click()
    // slowly, since software shows a frame in a second or two, and the end is not to come before a few of them
    await strip.choose('Speed').selectOption('5')
    await strip.choose('Shown at once').selectOption('30')
    await page.page.waitForFunction(() => window.heard.draws.length > 4, undefined, { timeout: 90_000 })
    expect(await report(page, 'played')).toBeGreaterThan(0)
    expect(strip.asked(asked)).toEqual([])
    await page.press('Escape')
    page.seen.expectNoProblems()
  }, 240_000)
})
