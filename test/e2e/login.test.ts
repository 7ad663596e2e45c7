import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { addAccount, addDisplay } from '../../server/access/index.ts'
import { systemClock } from '../../server/clock.ts'
import { openStore } from '../../server/store/index.ts'
import {
  type Browser,
  chromiumPath,
  launchBrowser,
  type Page,
  type Setting,
  visit,
} from '../drivers/browser.ts'
import { demoPack, type RunningServer, scannedDatabase, scanTime, startServer } from '../drivers/server.ts'

const password = 'nine lives of a cat'
/** Luyuan Street of the demo. */
const street = '610117001'

describe.skipIf(!chromiumPath)('logging in', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser
  let display: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-login-'))
    const database = join(folder, 'centre.duckdb')
    copyFileSync(await scannedDatabase(demoPack), database)
    const store = await openStore({ file: database })
    const now = systemClock.now()
    await addAccount(store, { name: 'chief', role: 'administrator', scope: 'all', password }, now)
    await addAccount(store, { name: 'Wang Li', role: 'coordinator', scope: [street], password }, now)
    await addAccount(store, { name: 'planner', role: 'planner', scope: 'all', password }, now)
    await addAccount(store, { name: 'viewer', role: 'viewer', scope: 'all', password }, now)
    const { path } = await addDisplay(
      store,
      { name: 'hall', scope: 'all', scenes: ['deadlines'] },
      { by: 'chief', now },
    )
    display = path
    await store.close()
    server = await startServer({ database })
    browser = await launchBrowser()
  }, scanTime)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (path: string, setting: Setting = {}) => {
    const seen = await visit(browser, server.url + path, setting)
    onTestFinished(() => seen.close())
    return seen
  }
  const logIn = async (page: Page, name: string, word = password) => {
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Password').fill(word)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
  }
  const at = (page: Page, path: string) => page.waitForURL((url) => `${url.pathname}${url.search}` === path)

  it('leads a coordinator to the area that is theirs, and shows nothing of others', async () => {
    const { page, expectOnlyOwnHost } = await open('/')
    await at(page, '/login')
    await logIn(page, 'Wang Li')
    await page.waitForURL((url) => url.pathname === `/area/${street}`)
    await page.getByRole('button', { name: 'Account: Wang Li' }).click()
    const menu = page.getByRole('tooltip')
    await menu.getByText('Coordinator').waitFor()
    expect(await menu.getByText('Who may come in').count()).toBe(0)
    const { total } = (await (await page.request.get(`${server.url}/api/tickets`)).json()) as {
      total: number
    }
    const other = await page.request.get(`${server.url}/api/tickets?area=610117002`)
    expect([total > 0, ((await other.json()) as { total: number }).total]).toEqual([true, 0])
    expectOnlyOwnHost()
  })

  it('says what is wrong, and is readable to everybody', async () => {
    for (const setting of [
      { locale: 'zh-CN' },
      { viewport: { width: 390, height: 844 } },
    ] satisfies Setting[]) {
      const { page } = await open('/login', setting)
      const zh = setting.locale === 'zh-CN'
      await page.getByRole('heading', { name: zh ? '登录' : 'Log in' }).waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
      await page.getByRole('button', { name: zh ? '深色' : 'dark' }).click()
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
      if (zh) continue
      await logIn(page, 'Wang Li', 'not the password')
      await page.getByText('Name and password do not belong together.').waitFor()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(390)
    }
  })

  it('leads back to where one was when the login ends in the middle of work', async () => {
    const path = `/area/${street}?tab=tickets&source=hotline_12345`
    const { page } = await open(path)
    await at(page, `/login?to=${encodeURIComponent(path)}`)
    await logIn(page, 'Wang Li')
    await at(page, path)
    await page.locator('[role="list"], ol, ul').first().waitFor()
    await page.context().clearCookies()
    await page
      .getByRole('link', { name: '12345' })
      .first()
      .click({ timeout: 2000 })
      .catch(() => page.reload())
    await page.waitForURL((url) => url.pathname === '/login')
    await logIn(page, 'Wang Li')
    await page.waitForURL((url) => url.pathname.startsWith(`/area/${street}`))
  })

  it('opens the planner’s page for planners, and files to those who may have them', async () => {
    const planner = await open('/')
    await logIn(planner.page, 'planner')
    await planner.page.waitForURL((url) => url.pathname === '/plan')
    const viewer = await open('/plan?side=file')
    await logIn(viewer.page, 'viewer')
    await viewer.page.getByText('Files are not open to you').waitFor()
    const refused = await viewer.page.request.get(`${server.url}/api/export/areas-street.csv`)
    expect(refused.status()).toBe(403)
  })

  it('logs out, and nothing is left that opens anything', async () => {
    const { page } = await open('/login')
    await logIn(page, 'viewer')
    await page.getByRole('button', { name: 'Account: viewer' }).click()
    await page.getByRole('button', { name: 'Log out', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/login')
    expect((await page.request.get(`${server.url}/api/centre`)).status()).toBe(401)
    await page.goBack()
    await page.waitForURL((url) => url.pathname === '/login')
  })

  it('lets administrators let others in, who are out as soon as they are shut out', async () => {
    const { page } = await open('/admin')
    await logIn(page, 'chief')
    await page.getByRole('heading', { name: 'Who may come in' }).waitFor()
    await page.getByRole('button', { name: 'Let somebody in' }).click()
    const form = page.getByRole('dialog', { name: 'Let somebody in' })
    await form.getByLabel('Name').fill('Zhao')
    await form.getByLabel('Password').fill('short')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText(/Not good enough/).waitFor()
    await form.getByLabel('Password').fill(password)
    await form.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('row', { name: /Zhao/ })
    await row.waitFor()
    const zhao = await open('/login')
    await logIn(zhao.page, 'Zhao')
    await zhao.page.waitForURL((url) => url.pathname.startsWith('/area'))
    await row.getByRole('button', { name: 'Shut out' }).click()
    await page.locator('.ant-popconfirm').getByRole('button', { name: 'Shut out' }).click()
    await row.getByRole('button', { name: 'Let in again' }).waitFor()
    expect((await zhao.page.request.get(`${server.url}/api/centre`)).status()).toBe(401)
    await page.getByRole('button', { name: 'Make a key' }).click()
    const key = page.getByRole('dialog', { name: 'Make a key' })
    await key.getByLabel('Name').fill('qgis')
    await key.getByRole('button', { name: 'Save' }).click()
    expect(await key.locator('code').textContent()).toMatch(/^grid_key_/)
    await key.getByRole('button', { name: 'I have it' }).click()
    expect((await new AxeBuilder({ page }).include('main').analyze()).violations.map(({ id }) => id)).toEqual(
      [],
    )
  })

  it('lets a wall in by its address once, with its scenes alone', async () => {
    const full = { viewport: { width: 1920, height: 1080 } }
    const wall = await open(`${display}&rotate=0`, full)
    await at(wall.page, '/wall?rotate=0')
    await wall.page.locator('main[data-scene="deadlines"] ol li').first().waitFor()
    await wall.page.reload()
    await wall.page.locator('main[data-scene="deadlines"]').waitFor()
    const closed = await open('/wall', full)
    await closed.page.getByText('This display is not let in.').waitFor()
  })
})
