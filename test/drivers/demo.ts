import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type Browser, launchBrowser, type Setting } from './browser.ts'
import { Dashboard } from './dashboard.ts'
import { type RunningServer, scanTime, startServer } from './server.ts'

/** The demo served to a browser, for the tests of one suite. */
export interface Demo {
  /** the server's address, without a path; known once the suite's tests run */
  readonly url: string
  /** Opens a page, closed with the test that opened it. */
  open(path: string, setting?: Setting): Promise<Dashboard>
}

/** Serves the demo and launches a browser before the tests of the suite it is called in, and ends both after them. */
export function servedDemo(): Demo {
  let server: RunningServer | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    server = await startServer({ scanned: true })
    browser = await launchBrowser()
  }, scanTime)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  const url = () => {
    if (!server) throw new Error('the demo is served while the tests of its suite run')
    return server.url
  }
  return {
    get url() {
      return url()
    },
    async open(path, setting = {}) {
      if (!browser) throw new Error('the browser is there while the tests of its suite run')
      const dashboard = await Dashboard.open(browser, url() + path, setting)
      onTestFinished(async () => {
        await dashboard.seen.close()
      })
      return dashboard
    },
  }
}
