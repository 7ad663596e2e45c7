import { describe, expect, it } from 'vitest'
import { chromiumPath, type Locator, type Page, type Setting } from '../drivers/browser.ts'
import type { Dashboard } from '../drivers/dashboard.ts'
import { servedDemo } from '../drivers/demo.ts'

const half = 'from=2026-01-01&to=2026-07-01'
const zh: Setting = { locale: 'zh-CN' }

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const linesOf = (page: Page, list: string) => part(page, `${list}: lines with what happened`)
const behind = (page: Page) => page.getByRole('dialog')

/** The categories of a list in the order they are shown. */
function categories(lines: Locator): Promise<string[]> {
  return lines
    .locator('tbody th[scope="row"]')
    .evaluateAll((all) => all.map((cell) => cell.firstChild?.textContent ?? ''))
}

describe.skipIf(!chromiumPath)('mechanisms and checklists in practice', () => {
  const demo = servedDemo()

  async function open(path: string, setting: Setting = {}): Promise<Dashboard> {
    const dashboard = await demo.open(path, setting)
    await dashboard.settled()
    return dashboard
  }

  it('is reached from the page of an area, and leads back to it', async () => {
    const dashboard = await open(`/area/610117001008?${half}&source=hotline_12345`)
    const { page, seen } = dashboard
    await page.getByRole('link', { name: 'Checklists and mechanisms' }).click()
    await dashboard.showing('1133 in practice · Shuijing Community')
    expect(dashboard.address).toContain('/area/610117001008/practice?')
    expect(dashboard.address).toContain('source=hotline_12345')
    await dashboard.settled()
    await page.getByRole('link', { name: 'Back to the map' }).click()
    await dashboard.showing('Shuijing Community')
    expect(dashboard.address).toContain('source=hotline_12345')
    seen.expectOnlyOwnHost()
    seen.expectNoProblems()
  })

  it('names the organisation that leads, the platform, three mechanisms and three checklists', async () => {
    const { page } = await open(`/area/610117001008/practice?${half}`)
    const system = await part(page, 'The 1133 system here').locator('dl > div').allTextContents()
    expect(system).toEqual([
      expect.stringMatching(/^1 leading organisation.*水景社区/),
      expect.stringMatching(/^1 platform.*Gaoling/),
      '3 mechanismsDiscovery, Joint operation, Empowerment',
      '3 checklistsCommunity checklist, Joint checklist, Department checklist',
    ])
  })

  it('shows each mechanism by its measures with their past, as the server has them', async () => {
    const { page } = await open(`/area/610117/practice?${half}`)
    const measures = ['joint_share', 'hand_offs', 'ping_pong', 'return_rate']
    const query = `${half}&${measures.map((id) => `measure=${id}`).join('&')}`
    const summary: { measures: { value: number; lastYear: { value: number } }[] } = await (
      await fetch(`${demo.url}/api/summary?${query}`)
    ).json()
    const rows = part(page, 'Joint operation').locator('tbody tr')
    expect(await rows.count()).toBe(measures.length)
    for (const [index, figure] of summary.measures.entries()) {
      const cells = await rows.nth(index).locator('td').allTextContents()
      const said = (value: number) =>
        measures[index] === 'hand_offs' ? value.toFixed(2) : `${(value * 100).toFixed(1)}%`
      expect(cells[0]).toBe(said(figure.value))
      expect(cells[2]?.startsWith(said(figure.lastYear.value))).toBe(true)
    }
    await page.getByRole('button', { name: 'How Return rate is computed' }).click()
    await page.getByRole('tooltip').getByText('Numerator').waitFor()
  })

  it('opens the tickets behind a number at the side, and the address remembers them', async () => {
    const dashboard = await open(`/area/610117/practice?${half}`)
    const { page, seen } = dashboard
    const row = linesOf(page, 'Joint checklist').getByRole('row', { name: /^Fire lane blocked/ })
    const count = row.getByRole('button', { name: /^Solved beside, Fire lane blocked: \d+ tickets/ })
    const n = await count.textContent()
    await count.click()
    await behind(page).getByText(`${n} tickets`, { exact: true }).waitFor()
    expect(await behind(page).getAttribute('aria-label')).toBe(
      'Joint checklist · Fire lane blocked · Solved beside',
    )
    expect(dashboard.address).toContain('checklist=joint&item=parking_fire_lane&parting=solved_beside')
    await page.reload()
    await behind(page).getByText(`${n} tickets`, { exact: true }).waitFor()
    expect(await dashboard.accessibilityFaults()).toEqual([])
    const link = behind(page).getByRole('link').first()
    const id = (await link.getAttribute('href'))?.match(/\/ticket\/([^?]+)/)?.[1] ?? ''
    await link.click()
    await page.waitForURL(`**/ticket/${id}**`)
    await page.goBack()
    await behind(page).waitFor()
    await dashboard.press('Escape')
    await behind(page).waitFor({ state: 'hidden' })
    expect(dashboard.address).not.toContain('parting')
    seen.expectNoProblems()
  })

  it('is worked by keyboard: sorted, and the tickets opened and closed', async () => {
    const dashboard = await open(`/area/610117/practice?${half}`)
    const { page } = dashboard
    const lines = linesOf(page, 'Community checklist')
    const grouped = await categories(lines)
    expect(await lines.locator('th[scope="rowgroup"]').count()).toBeGreaterThan(3)
    await lines.getByRole('button', { name: 'Closed', exact: true }).focus()
    await dashboard.press('Enter')
    expect(dashboard.address).toContain('order=closed')
    await lines
      .getByRole('columnheader', { name: /^Closed/ })
      .and(page.locator('[aria-sort="descending"]'))
      .waitFor()
    expect(await lines.locator('th[scope="rowgroup"]').count()).toBe(0)
    const counts = await lines
      .locator('tbody td:nth-of-type(3)')
      .evaluateAll((all) => all.map((cell) => Number(cell.textContent?.replaceAll(',', ''))))
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect((await categories(lines)).sort()).toEqual(grouped.sort())
    const opener = lines.getByRole('button', { name: /^Closed, Whole list/ })
    await opener.focus()
    await dashboard.press('Enter')
    await behind(page).getByRole('link').first().waitFor()
    await dashboard.press('Escape')
    await behind(page).waitFor({ state: 'hidden' })
    // the hands are back where they were
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('says a finding for each list, and ranks the areas below by fit with ways to them', async () => {
    const dashboard = await open(`/area/610117/practice?${half}`)
    const { page } = dashboard
    expect(await part(page, 'Community checklist').locator('p').first().textContent()).toMatch(
      /^[\d,]+ of [\d,]+ closed tickets \([\d.]+%\) were solved at the tier of the list \(Community\)/,
    )
    const fit = part(page, 'Checklist fit by area')
    const shares = await fit
      .locator('tbody td:nth-of-type(1)')
      .evaluateAll((all) => all.map((cell) => Number.parseFloat(cell.textContent ?? '')))
    expect(shares).toHaveLength(7)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    const first = fit.getByRole('link').first()
    const name = (await first.textContent()) ?? ''
    await first.click()
    await dashboard.showing(`1133 in practice · ${name}`)
    expect(dashboard.address).toContain('from=2026-01-01')
  })

  it('follows the filters of the page', async () => {
    const { page } = await open(`/area/610117/practice?${half}&category=lifts`)
    const closed = linesOf(page, 'Community checklist').locator('tfoot td').nth(1)
    expect(await closed.textContent()).toBe('0')
    expect(await part(page, 'Community checklist').locator('p').first().textContent()).toBe(
      'No ticket on this list was closed in the period.',
    )
  })

  it('says what failed, and answers once asked again', async () => {
    const dashboard = await open('/area/610117001008')
    const { page } = dashboard
    await page.route('**/api/checklists?*', (route) => route.fulfill({ status: 503, body: 'no' }))
    await page.getByRole('link', { name: 'Checklists and mechanisms' }).click()
    await page.getByRole('alert').waitFor()
    await part(page, 'Discovery').waitFor()
    await page.unroute('**/api/checklists?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await part(page, 'Community checklist').waitFor()
  })

  it('says so where there is no such area, and where the pack has no lists', async () => {
    const { page } = await open('/area/nowhere/practice')
    await page.getByText('No area has the code “nowhere”').waitFor()
    const answer = await (await fetch(`${demo.url}/api/checklists?${half}`)).json()
    const empty = { ...answer, checklists: [], reason: { en: 'No lists here.', zh: '没有。' } }
    await page.route('**/api/checklists?*', (route) => route.fulfill({ json: empty }))
    await page.goto(`${demo.url}/area/610117/practice`)
    await page.getByText('No lists here.').waitFor()
  })

  it('speaks Chinese', async () => {
    const { page } = await open(`/area/610117/practice?${half}`, zh)
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain('1133 运行检视 · 高陵区')
    expect(text).toContain('社区自办清单')
    expect(text).toMatch(/结案[\d,]+件，由清单层级（社区）解决/)
    expect(text).not.toMatch(/checklist\.|mechanism\.|practice\.|Lead|Closed/)
  })

  it.each([
    ['light', 'en-GB', 1440, 900],
    ['dark', 'zh-CN', 1280, 800],
    ['light', 'zh-CN', 1920, 1080],
    ['dark', 'en-GB', 390, 844],
  ] as const)(
    'has nothing axe finds, nothing cut off: %s, %s, %i × %i',
    async (theme, locale, width, height) => {
      const dashboard = await open(`/area/610117001008/practice?${half}&theme=${theme}`, {
        locale,
        viewport: { width, height },
      })
      expect(await dashboard.accessibilityFaults()).toEqual([])
      expect(await dashboard.overflow()).toEqual([])
      await dashboard.seen.screenshot(`practice-${width}-${theme}-${locale}`)
    },
  )
})
