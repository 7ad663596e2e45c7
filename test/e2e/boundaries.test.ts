import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { type Browser, chromiumPath, launchBrowser, type Setting } from '../drivers/browser.ts'
import { Dashboard } from '../drivers/dashboard.ts'
import { Planner } from '../drivers/planner.ts'
import { smallTown, split, ticketsOfTown, townCentre } from '../fixtures/town.ts'
import { Workshop } from '../intake/workshop.ts'

const web = fileURLToPath(new URL('../../web/dist', import.meta.url))

describe.skipIf(!chromiumPath)('new boundaries on the planner’s page', () => {
  let shop: Workshop
  let serving: Serving
  let browser: Browser

  beforeAll(async () => {
    if (!existsSync(web)) throw new Error('web/dist is missing: run npm start or npm test, which build it')
    shop = new Workshop()
    shop.file('centre.json', { ...townCentre, asOf: 'now' })
    shop.file('areas.geojson', smallTown)
    shop.file('tickets.csv', ticketsOfTown)
    await shop.load()
    serving = await serve({
      store: await shop.store(),
      clock: clockAt('2026-03-01T04:00:00Z'),
      log: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: 0,
      web,
    })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    // stopping closes the store, too
    await serving?.stop()
    await shop[Symbol.asyncDispose]()
  })

  const open = async (path: string, setting: Setting = {}) => {
    const planner = new Planner(
      await Dashboard.open(browser, `${serving.url}${path}`, { locale: 'en-GB', ...setting }),
    )
    await planner.ready()
    return planner
  }
  const everything = 'from=2025-11-01&to=2026-03-01&level=community&measure=reported'

  it('are previewed from a file, put in force, and told by either time', async () => {
    const planner = await open(`/plan?side=boundaries&${everything}`)
    const { page } = planner
    const file = shop.file('new.geojson', split)
    await page.getByLabel(/^File/).setInputFiles(file)
    await page.getByRole('textbox', { name: 'In force from' }).fill('2026-01-01')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).fill('Split of the north')
    await page.getByRole('button', { name: 'Preview' }).click()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('7 tickets move, of 10').waitFor()
    expect(await preview.locator('circle').count()).toBe(6)
    expect(await preview.getByRole('link', { name: 'w1' }).getAttribute('href')).toContain('/ticket/w1')

    await preview.getByRole('button', { name: 'Put in force' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: 'Put in force' }).click()
    await page.getByText('In force from 2026-01-01.').waitFor()
    await page.getByRole('region', { name: 'Editions' }).getByText('Split of the north').waitFor()

    await planner.beside('Table')
    expect((await planner.rows()).map(([name, count]) => `${name} ${count}`)).toEqual([
      'Community ne 3',
      'Community nw 3',
      'Community s 2',
      'Community t 0',
    ])
    await page.getByRole('combobox', { name: 'Boundaries' }).click()
    await page.getByText('Boundaries of each ticket’s day', { exact: true }).click()
    await planner.dashboard.settled()
    expect(planner.dashboard.address).toContain('boundaries=then')
    await expect
      .poll(async () => (await planner.rows()).map(([name, count]) => `${name} ${count}`).toSorted())
      .toEqual(['Community n 5', 'Community ne 1', 'Community nw 1', 'Community s 2', 'Community t 0'])
    planner.dashboard.seen.expectNoProblems()
    await planner.dashboard.seen.close()
  })

  it('are on the ticket that lay elsewhere when it was reported', async () => {
    const ticket = await Dashboard.open(browser, `${serving.url}/ticket/w1`, { locale: 'en-GB' })
    await ticket.page.getByText('Areas when reported').waitFor()
    await ticket.page.getByText('District › Street a › Community n', { exact: true }).waitFor()
    await ticket.seen.close()
  })

  it('are refused with their faults in sight', async () => {
    const planner = await open(`/plan?side=boundaries&${everything}`)
    const { page } = planner
    const hole = { ...split, features: (split.features as object[]).slice(0, 3) }
    await page.getByLabel(/^File/).setInputFiles(shop.file('hole.geojson', hole))
    await page.getByRole('textbox', { name: 'In force from' }).fill('2026-02-01')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Preview' }).click()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('What stands in the way').waitFor()
    expect(await preview.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(true)
    await preview.getByRole('checkbox', { name: 'Take it knowingly' }).check()
    await expect.poll(() => preview.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(false)
    await planner.dashboard.seen.close()
  })
})
