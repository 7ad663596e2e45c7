import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { MeasureByArea, OverdueTickets } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath, type Page, type Setting } from '../drivers/browser.ts'
import type { Dashboard } from '../drivers/dashboard.ts'
import { servedDemo } from '../drivers/demo.ts'
import { demoPack } from '../drivers/server.ts'

const days = gunzipSync(readFileSync(join(demoPack, 'tickets.csv.gz')))
  .toString('utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => /,(\d{4}-\d{2}-\d{2})T/.exec(line)?.[1] ?? [])
const reported = (from: string, to: string) => days.filter((day) => day >= from && day < to).length
const written = (value: number) => value.toLocaleString('en-GB')

const grid = '610117001001001'
const sheets = [
  ['a district', '/area/610117/brief'],
  ['a district by grids', '/area/610117/brief?level=grid&measure=proactive_share'],
  ['a street', '/area/610117002/brief'],
  ['a community', '/area/610117001001/brief'],
  ['a grid', `/area/${grid}/brief`],
  ['a special grid', '/area/610117001002Z01/brief'],
  ['an area without tickets', '/area/610117001001/brief?from=2020-01-01&to=2020-02-01'],
  ['all the data', '/area/610117/brief?from=2024-07-01&to=2026-07-01&theme=dark'],
  [
    'many filters',
    '/area/610117/brief?source=hotline_12345&source=resident&status=closed&status=in_progress&urgency=urgent&urgency=normal',
  ],
] as const

describe.skipIf(!chromiumPath)('the brief', () => {
  const demo = servedDemo()

  async function open(path: string, setting: Setting = {}): Promise<Dashboard> {
    const dashboard = await demo.open(path, setting)
    await dashboard.page.locator('article h1').waitFor()
    return dashboard
  }

  /** Rows of a table under a heading of the sheet, each as its cells. */
  const rows = (page: Page, heading: string, table = 0) =>
    page
      .locator('section', { has: page.getByRole('heading', { name: heading }) })
      .locator('table:not(.visually-hidden)')
      .nth(table)
      .locator('tbody tr')
      .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))

  it.each(sheets)('of %s is one page of A4 in both languages, nothing cut off', async (_, path) => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const { page } = await open(path, { locale })
      const pdf = await page.pdf({ preferCSSPageSize: true })
      const text = pdf.toString('latin1')
      expect(text.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1)
      // points: 210 by 297 mm
      const box = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)
      expect(Number(box?.[1])).toBeCloseTo(595.3, -0.5)
      expect(Number(box?.[2])).toBeCloseTo(841.9, -0.5)
      // a sheet that prints blank has no fonts in it
      expect(text).toContain('/FontFile2')
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('banner').first().isVisible()).toBe(false)
      expect(await page.getByRole('button').count()).toBe(0)
      const cut = await page.locator('article').evaluate((sheet) => {
        const foot = sheet.getBoundingClientRect().bottom
        const boxes = [...sheet.children].map((child) => child.getBoundingClientRect())
        return {
          overflow: sheet.scrollHeight - sheet.clientHeight,
          beyond: boxes.filter((box) => box.bottom > foot).length,
          overlapping: boxes.filter((box, at) => box.top < (boxes[at - 1]?.bottom ?? 0) - 1).length,
          lowestDrawing: Math.min(
            ...[...sheet.querySelectorAll('svg[role="img"]')].map(
              (svg) => svg.getBoundingClientRect().height,
            ),
            1000,
          ),
        }
      })
      expect(cut).toMatchObject({ overflow: 0, beyond: 0, overlapping: 0 })
      expect(cut.lowestDrawing).toBeGreaterThan(110)
    }
  })

  it('says the figures of the file beside both pasts, and in words', async () => {
    const { page } = await open('/area/610117/brief')
    const now = reported('2026-06-01', '2026-07-01')
    const before = reported('2026-05-02', '2026-06-01')
    const year = reported('2025-06-01', '2025-07-01')
    const [first] = await rows(page, 'Headline figures')
    expect(first?.[0]).toBe('Reported')
    expect(first?.[1]).toBe(`${written(now)} tickets`)
    expect([first?.[3], first?.[5]]).toEqual([written(before), written(year)])
    const findings = await page.getByRole('list', { name: 'Findings' }).textContent()
    const share = (past: number) => `${Math.round((100 * (now - past)) / past)}%`
    expect(findings).toContain(
      `${written(now)} tickets were reported, ${share(before)} more than in the previous period (${written(before)}).`,
    )
    expect(findings).toContain(`A year before there were ${written(year)}: now ${share(year)} more.`)
    const sheet = await page.locator('article').textContent()
    expect(sheet).toMatch(/made-up data/)
    expect(sheet).toMatch(/\d+ tickets have no known location/)
    expect(sheet).toMatch(/Data as of 30 Jun 2026, \d\d:\d\d/)
  })

  it('speaks of no change where there are few tickets', async () => {
    const { page } = await open(`/area/${grid}/brief?from=2026-06-24&to=2026-07-01`)
    const findings = await page.getByRole('list', { name: 'Findings' }).textContent()
    expect(findings).toContain('too few to speak of a change')
    expect(findings).not.toMatch(/more than|fewer than|rose|fell|%/)
  })

  it('ranks areas on counts, and gives a percentage only where neither count is under ten', async () => {
    const { page } = await open('/area/610117/brief?level=community')
    const ask = async (measure: string) =>
      MeasureByArea.parse(
        await (
          await fetch(
            `${demo.url}/api/measures/${measure}/areas?level=community&from=2026-06-01&to=2026-07-01`,
          )
        ).json(),
      ).areas
    const overdue = (await ask('overdue')).map(({ value }) => value ?? 0).toSorted((a, b) => b - a)
    const rises = (await ask('reported'))
      .map(({ value, previous }) => (value ?? 0) - (previous?.value ?? 0))
      .toSorted((a, b) => b - a)
    const late = await rows(page, 'By Community')
    expect(late.map((row) => Number(row[1]))).toEqual(overdue.slice(0, 3))
    const risen = await rows(page, 'By Community', 1)
    expect(risen.map((row) => Number.parseInt(row[3] ?? '', 10))).toEqual(rises.slice(0, 3))
    for (const [, now, before, difference] of [...late, ...risen])
      expect(difference?.includes('%')).toBe(Math.min(Number(now), Number(before)) >= 10 && now !== before)
  })

  it('lists the longest overdue tickets, as many as the figure says', async () => {
    const { page } = await open('/area/610117002/brief?from=2026-03-01&to=2026-04-01')
    const answer = OverdueTickets.parse(
      await (
        await fetch(`${demo.url}/api/overdue?area=610117002&from=2026-03-01&to=2026-04-01&limit=6`)
      ).json(),
    )
    const listed = await rows(page, 'Longest overdue')
    expect(listed.map(([id]) => id)).toEqual(answer.tickets.map(({ id }) => id))
    expect(await page.getByRole('heading', { name: 'Longest overdue' }).textContent()).toContain(
      `6 of ${answer.total}, at 1 Apr 2026, 00:00`,
    )
    const figures = await rows(page, 'Headline figures')
    expect(figures.find(([name]) => name === 'Overdue')?.[1]).toBe(`${answer.total} tickets`)
  })

  it('is reached from the area, keeps its view, prints at a button, and asks nobody else', async () => {
    const { seen, page } = await demo.open('/area/610117002?source=hotline_12345')
    await page.getByRole('link', { name: 'Brief to print' }).click()
    await page.locator('article h1').waitFor()
    expect(page.url()).toBe(`${demo.url}/area/610117002/brief?source=hotline_12345`)
    expect(await page.locator('article').textContent()).toContain('Only: 12345 hotline')
    await page.evaluate(() => {
      window.print = () => {
        document.title = 'printed'
      }
    })
    await page.getByRole('button', { name: 'Print or save as PDF' }).click()
    expect(await page.title()).toBe('printed')
    await page.getByRole('link', { name: 'Back to the map' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jingwei Street' }).waitFor()
    expect(page.url()).toBe(`${demo.url}/area/610117002?source=hotline_12345`)
    seen.expectOnlyOwnHost()
    seen.expectNoProblems()
  })

  it('says so when there is no such area', async () => {
    const { page } = await demo.open('/area/nowhere/brief')
    expect(await page.getByRole('main').textContent()).toContain('No area has the code “nowhere”')
  })

  it.each([
    ['en-GB', 'light'],
    ['zh-CN', 'dark'],
  ])('has no fault that axe finds (%s, %s)', async (locale, theme) => {
    const dashboard = await open(`/area/610117002/brief?theme=${theme}`, { locale })
    expect(await dashboard.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1280, 800],
    [1440, 900],
    [1920, 1080],
    [390, 844],
  ])('fits a window of %i × %i', async (width, height) => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const dashboard = await open('/area/610117002/brief', { viewport: { width, height }, locale })
      expect(await dashboard.overflow()).toEqual([])
      await dashboard.seen.screenshot(`brief-${width}-${locale}`)
    }
  })
})
