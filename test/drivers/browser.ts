// Drives a real Chromium. The only importer of Playwright: specs take what they need from here.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/system-tools.mjs'

export type { Browser, Locator, Page, Response } from 'playwright-core'

/** The browser the tests use; undefined when there is none, so that suites can skip themselves by name. */
export const chromiumPath = findChromium()

const screenshots = fileURLToPath(new URL('../../.grid/screenshots', import.meta.url))

/** Chromium must not speak to anybody but the server under test: no updates, no names resolved. */
const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
]

/** Starts a headless Chromium with WebGL2 in software. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium found: install it or set CHROMIUM_PATH')
  return chromium.launch({ executablePath: chromiumPath, headless: true, args: quiet })
}

export interface Setting {
  viewport?: { width: number; height: number }
  /** Device pixels per CSS pixel. */
  scale?: number
  locale?: string
  timeZone?: string
  colorScheme?: 'light' | 'dark'
  reducedMotion?: 'reduce' | 'no-preference'
  /** the page's clock can be sent forward; until then it runs as clocks do */
  ownClock?: boolean
  /** JSON given in the server's place, by path: for what takes the server minutes, or is another each time */
  answers?: Readonly<Record<string, unknown>>
}

/** A page with a memory of what it asked for and what went wrong in it. */
export interface Visit {
  page: Page
  /** Every URL requested so far, web sockets included; data: and blob: left out. */
  requests: readonly string[]
  /** Console errors, uncaught exceptions and failed requests so far, in words. */
  problems: readonly string[]
  /** Throws with the list when a request went to another host than the page's own. */
  expectOnlyOwnHost: () => void
  /** Throws with the list when anything went wrong in the page. */
  expectNoProblems: () => void
  /** Writes .grid/screenshots/NAME.png and gives its path. */
  screenshot: (name: string) => Promise<string>
  close: () => Promise<void>
}

/** Opens `url` in a context of its own (no cookies, no storage from other visits). */
export async function visit(browser: Browser, url: string, setting: Setting = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: setting.viewport ?? { width: 1440, height: 900 },
    deviceScaleFactor: setting.scale ?? 1,
    locale: setting.locale ?? 'en-GB',
    timezoneId: setting.timeZone ?? 'Asia/Shanghai',
    colorScheme: setting.colorScheme ?? 'light',
    reducedMotion: setting.reducedMotion ?? 'reduce',
  })
  const requests: string[] = []
  const problems: string[] = []
  const page = await context.newPage()
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url())
  })
  context.on('requestfailed', (request) => {
    // A request the page itself gave up is no failure: the view moved on.
    const reason = request.failure()?.errorText ?? 'unknown reason'
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} (${reason})`)
  })
  page.on('websocket', (socket) => requests.push(socket.url()))
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  if (setting.ownClock) await page.clock.install()
  for (const [path, json] of Object.entries(setting.answers ?? {}))
    await page.route(
      (asked) => asked.pathname === path,
      (route) => route.fulfill({ json }),
    )
  await page.goto(url)
  return {
    page,
    requests,
    problems,
    expectOnlyOwnHost: () => {
      const foreign = foreignRequests(requests, new URL(url).host)
      if (foreign.length > 0) throw new Error(`Requests to other hosts:\n${foreign.join('\n')}`)
    },
    expectNoProblems: () => {
      if (problems.length > 0) throw new Error(`Problems in the page:\n${problems.join('\n')}`)
    },
    screenshot: async (name) => {
      mkdirSync(screenshots, { recursive: true })
      const path = join(screenshots, `${name}.png`)
      await page.screenshot({ path })
      return path
    },
    close: () => context.close(),
  }
}

/** Those of the URLs that lead to another host or port. */
export function foreignRequests(urls: readonly string[], host: string): string[] {
  return urls.filter((url) => new URL(url).host !== host)
}

/** Whether the page can draw maps: it makes a WebGL2 context and reads back the colour it cleared to. */
export function drawsWebGL2(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2')
    if (!gl) return false
    gl.clearColor(0, 1, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const pixel = new Uint8Array(4)
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
    return pixel.join() === '0,255,0,255'
  })
}
