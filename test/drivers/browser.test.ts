import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, drawsWebGL2, foreignRequests, launchBrowser, visit } from './browser.ts'

const page = `<!doctype html><html><head><link rel="icon" href="data:,"></head><body>
<h1>格网</h1><script>document.title = navigator.language + matchMedia('(prefers-color-scheme: dark)').matches</script>`

let server: Server
let browser: Browser
let url = ''

describe.skipIf(!chromiumPath)('browser', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const extra =
        request.url === '/bad' ? '<img src="http://example.org/pixel.png"><script>boom()</script>' : ''
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page + extra)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address !== 'object' || !address) throw new Error('no address')
    url = `http://127.0.0.1:${address.port}`
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  it('draws with WebGL2', async () => {
    const { page, close } = await visit(browser, url)
    expect(await drawsWebGL2(page)).toBe(true)
    await close()
  })

  it('opens a page in the language and colours asked for', async () => {
    const seen = await visit(browser, url, { locale: 'zh-CN', colorScheme: 'dark' })
    expect(await seen.page.title()).toBe('zh-CNtrue')
    seen.expectOnlyOwnHost()
    seen.expectNoProblems()
    expect(seen.requests).toEqual([`${url}/`])
    expect(await seen.screenshot('driver')).toMatch(/driver\.png$/)
    await seen.close()
  })

  it('tells of other hosts and of errors', async () => {
    const seen = await visit(browser, `${url}/bad`)
    expect(seen.expectOnlyOwnHost).toThrow('http://example.org/pixel.png')
    expect(seen.expectNoProblems).toThrow('boom is not defined')
    expect(seen.problems.some((problem) => problem.includes('ERR_NAME_NOT_RESOLVED'))).toBe(true)
    await seen.close()
  })
})

describe('foreignRequests', () => {
  it('tells ports apart, and knows web sockets', () => {
    const urls = [
      'http://127.0.0.1:1/a',
      'ws://127.0.0.1:1/live',
      'http://127.0.0.1:2/a',
      'https://cdn.example/x.js',
    ]
    expect(foreignRequests(urls, '127.0.0.1:1')).toEqual(['http://127.0.0.1:2/a', 'https://cdn.example/x.js'])
  })
})
