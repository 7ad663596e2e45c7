import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'
import { demoPack } from '../drivers/server.ts'

/** The demo's tickets as its file has them, counted here without the server. */
const rows = gunzipSync(readFileSync(join(demoPack, 'tickets.csv.gz')))
  .toString('utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [id, source] = line.split(',')
    const day = /,(\d{4}-\d{2}-\d{2})T/.exec(line)?.[1]
    const valid = !/,(rejected|void|duplicate),[a-z_]*,/.test(line)
    return id && source && day ? [{ id, source, day, valid }] : []
  })
const inJune = rows.filter(({ day }) => day >= '2026-06-01' && day < '2026-07-01')
const count = (value: number) => value.toLocaleString('en-GB')

describe.skipIf(!chromiumPath)('the area page', () => {
  const demo = servedDemo()
  const { open } = demo

  it('opens on the district, says it is made up and how old it is, and asks nobody else', async () => {
    const page = await open('/')
    await page.showing('Gaoling District')
    expect(page.address).toBe('/area/610117')
    expect(await page.figure('Reported')).toBe(`${count(inJune.length)}tickets`)
    const header = await page.page.getByRole('banner').textContent()
    expect(header).toContain('made-up data')
    expect(header).toMatch(/Data as of 30 Jun 2026, \d\d:\d\d/)
    expect(await page.basis()).toContain('1 – 30 Jun 2026 (30 days)')
    expect(await page.basis()).toMatch(/\d+ tickets have no known location/)
    page.seen.expectOnlyOwnHost()
    page.seen.expectNoProblems()
  })

  it('explains a rate by its formula, numerator and denominator', async () => {
    const page = await open('/area/610117')
    const text = await page.explain('Proactive share')
    const valid = inJune.filter((ticket) => ticket.valid)
    const proactive = valid.filter(({ source }) => source === 'grid_inspection' || source === 'sensor').length
    expect(text).toContain('Formula')
    expect(text).toMatch(
      new RegExp(`Numerator[^:]*: ${count(proactive)}Denominator[^:]*: ${count(valid.length)}`),
    )
  })

  it('goes down and up by keyboard, among siblings with the arrows', async () => {
    const page = await open('/area/610117')
    await page.tree().focus()
    await page.press('ArrowRight', 'ArrowDown')
    const street = await page.markedInTree()
    await page.press('Enter')
    await page.showing(street)
    await page.press('Enter')
    await page.page.getByRole('navigation').getByText(street).waitFor()
    const community = await page.heading()
    expect(community).not.toBe(street)
    await page.press('Backspace')
    await page.showing(street)
    await page.press('Backspace')
    await page.showing('Gaoling District')
    expect(await page.tree().evaluate((tree) => tree === document.activeElement)).toBe(true)
  })

  it('finds an area by name and by code', async () => {
    const page = await open('/area/610117')
    expect(await page.findArea('shuijing')).toContain('Shuijing Community')
    expect(await page.findArea('610117002')).toContain('Jingwei Street')
  })

  it('ranks every area of the level, and what is elsewhere makes up the total', async () => {
    const page = await open('/area/610117?tab=ranking&measure=reported')
    const streets = await page.ranking()
    const sums = await page.rankingSums()
    const number = (text: string) => Number(text.replaceAll(',', ''))
    const values = streets.map((street) => number(street.value))
    expect(streets).toHaveLength(7)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(number(sums[1]?.value ?? '')).toBe(inJune.length)
    expect(values.reduce((sum, value) => sum + value, 0) + number(sums[0]?.value ?? '')).toBe(inJune.length)
    await page.sortRankingBy('Area')
    const names = (await page.ranking()).map((street) => street.name)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en-GB')))
    await page.openRanked('Luyuan Street')
    await page.showing('Luyuan Street')
  })

  it('filters by a line of the breakdown, and the address alone brings the view back', async () => {
    const page = await open('/area/610117?by=source')
    await page.filterBy('12345 hotline')
    const hotline = inJune.filter(({ source }) => source === 'hotline_12345').length
    expect(await page.figure('Reported')).toBe(`${count(hotline)}tickets`)
    expect(page.address).toBe('/area/610117?source=hotline_12345&by=source')
    const before = await page.breakdown()
    await page.page.reload()
    expect(await page.figure('Reported')).toBe(`${count(hotline)}tickets`)
    expect(await page.breakdown()).toEqual(before)
    await page.filterBy('12345 hotline')
    expect(await page.figure('Reported')).toBe(`${count(inJune.length)}tickets`)
  })

  it('steps back through the views', async () => {
    const page = await open('/area/610117')
    await page.chooseMeasure('Overdue')
    expect(page.address).toBe('/area/610117?measure=overdue')
    await page.page.goBack()
    await page.settled()
    expect(page.address).toBe('/area/610117')
  })

  it('says what of an address it left out, and still works', async () => {
    const page = await open(
      '/area/610117?status=closed&status=lost&category=nothing&from=2026-13-01&measure=zeal',
    )
    const notice = page.page.getByRole('alert')
    // each is said as soon as the list it is not on has arrived
    for (const text of ['lost', 'nothing', '2026-13-01', 'zeal'])
      await notice.filter({ hasText: `“${text}” was left out` }).waitFor()
    expect(await page.figure('Reported')).toMatch(/^\d/)
    await page.page.getByRole('button', { name: 'Remove from the address' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(page.address).toBe('/area/610117?status=closed')
    page.seen.expectNoProblems()
  })

  it('says so when there is no such area, and when there are no tickets', async () => {
    const unknown = await open('/area/000000')
    expect(await unknown.page.getByRole('main').textContent()).toContain('No area has the code “000000”')
    const empty = await open('/area/610117?from=2020-01-01&to=2020-02-01')
    expect(await empty.told()).toContain('No tickets in this view')
    await empty.page.getByRole('button', { name: 'Show all the data' }).click()
    expect(await empty.figure('Reported')).toBe(`${count(rows.length)}tickets`)
  })

  it('lists all tickets, a page at a time', async () => {
    const page = await open('/area/610117?tab=tickets')
    await page.tickets().first().waitFor()
    await page.scrollToTicket(150)
    const asked = page.seen.requests.filter((url) => url.includes('/api/tickets?'))
    expect(asked.length).toBeGreaterThan(1)
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('speaks the language of the browser, then the one chosen, and keeps colours too', async () => {
    const page = await open('/', { locale: 'zh-CN' })
    await page.showing('高陵区')
    await page.page.getByText('English', { exact: true }).click()
    await page.showing('Gaoling District')
    await page.page.getByRole('button', { name: 'Switch to dark colours' }).click()
    await page.page.reload()
    await page.showing('Gaoling District')
    expect(await page.page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await page.page.locator('html').getAttribute('lang')).toBe('en-GB')
  })

  it.each([
    ['en-GB', 'light', 'breakdown'],
    ['zh-CN', 'dark', 'breakdown'],
    ['zh-CN', 'light', 'ranking'],
    ['en-GB', 'dark', 'tickets'],
  ])('has no fault that axe finds (%s, %s, %s)', async (locale, theme, tab) => {
    const page = await open(`/area/610117002?tab=${tab}&theme=${theme}&source=hotline_12345`, { locale })
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1280, 800],
    [1440, 900],
    [1920, 1080],
    [390, 844],
  ])('fits a window of %i × %i', async (width, height) => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const page = await open('/area/610117?tab=ranking&level=grid', { viewport: { width, height }, locale })
      await page.settled()
      expect(await page.overflow()).toEqual([])
      await page.seen.screenshot(`area-${width}-${locale}`)
    }
  })
})
