import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { TicketDetail } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'
import { demoPack } from '../drivers/server.ts'

const lines = (name: string) =>
  gunzipSync(readFileSync(join(demoPack, name)))
    .toString('utf8')
    .split('\n')
    .slice(1)

/** How many events the demo's file has of each ticket. */
const events = new Map<string, number>()
for (const line of lines('events.csv.gz')) {
  const [ticket] = line.split(',')
  if (ticket) events.set(ticket, (events.get(ticket) ?? 0) + 1)
}

/** The ticket with the longest log; of equals the first. */
const [longest = ''] = [...events].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0] ?? []

describe.skipIf(!chromiumPath)('the ticket page', () => {
  const demo = servedDemo()
  const { open } = demo

  it('tells the whole log, each step with its wait', async () => {
    const page = await open(`/ticket/${longest}`)
    const log = await page.log()
    expect(log).toHaveLength(events.get(longest) ?? 0)
    expect(log[0]).toMatch(/^Reported/)
    expect(log.slice(1).every((entry) => /after |at the same time/.test(entry))).toBe(true)
    expect(log.join('\n')).toContain(' → ')
    page.seen.expectOnlyOwnHost()
    page.seen.expectNoProblems()
  })

  it('draws the clocks of every unit that had it, and tells them and its way as tables', async () => {
    const { clocks } = TicketDetail.parse(await (await fetch(`${demo.url}/api/tickets/${longest}`)).json())
    const page = await open(`/ticket/${longest}`)
    const region = page.page.getByRole('region', { name: 'Clocks, unit by unit', exact: true })
    // the scale of time is the first item
    await region.getByText('As a chart').waitFor()
    expect(await region.locator('ol > li').count()).toBe(clocks.hops.length + 1)
    await region.getByText('As a table').click()
    expect(await region.locator('tbody tr').count()).toBe(clocks.hops.length)
    await page.page.getByRole('button', { name: 'Show as a table' }).click()
    const way = page.page.getByRole('region', { name: 'Map of the ticket' })
    expect(await way.locator('tbody tr').count()).toBe(clocks.hops.filter(({ unit }) => unit !== null).length)
    page.seen.expectNoProblems()
  })

  it('is opened from the list, and the way back finds its place', async () => {
    const page = await open('/area/610117?tab=tickets&source=hotline_12345')
    const first = page.tickets().nth(3)
    await first.waitFor()
    const title = await first.locator('span span').nth(0).textContent()
    await first.click()
    await page.page.getByRole('heading', { level: 1 }).waitFor()
    expect(page.address).toMatch(/^\/ticket\/GL\d+\?source=hotline_12345&tab=tickets$/)
    const id = /GL\d+/.exec(page.address)?.[0]
    expect(title).not.toBe('')
    await page.page.goBack()
    await page.showing('Gaoling District')
    expect(page.address).toBe(`/area/610117?source=hotline_12345&tab=tickets&ticket=${id}`)
    await page.page.locator('li[data-selected]').waitFor()
  })

  it('leads to the areas it lies in', async () => {
    const page = await open(`/ticket/${longest}`)
    await page.page.getByRole('link', { name: 'Gaoling District', exact: true }).click()
    await page.showing('Gaoling District')
  })

  it('says so when there is no such ticket', async () => {
    const page = await open('/ticket/none%2Fsuch')
    expect(await page.page.getByRole('main').textContent()).toContain('No ticket has the number “none/such”')
  })

  it.each([
    ['en-GB', 'light'],
    ['zh-CN', 'dark'],
  ])('has no fault that axe finds (%s, %s)', async (locale, theme) => {
    const page = await open(`/ticket/${longest}?theme=${theme}`, { locale })
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1280, 800],
    [390, 844],
  ])('fits a window of %i × %i', async (width, height) => {
    const page = await open(`/ticket/${longest}`, { viewport: { width, height } })
    await page.settled()
    expect(await page.overflow()).toEqual([])
    await page.seen.screenshot(`ticket-${width}`)
  })
})
