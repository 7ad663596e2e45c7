import { describe, expect, it } from 'vitest'
import { chromiumPath, type Locator, type Page, type Setting } from '../drivers/browser.ts'
import type { Dashboard } from '../drivers/dashboard.ts'
import { servedDemo } from '../drivers/demo.ts'

/** The founding claim: complaints to 12345 in Shuijing fell when the system began in July 2025. */
const shuijing = '/area/610117001008?tab=effect&source=hotline_12345'
const claim = `${shuijing}&effect=2025-07-01`
const zh: Setting = { locale: 'zh-CN' }

const sheet = (page: Page, name = 'Before / after') => page.getByRole('region', { name, exact: true })
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** What a part says; spaces that keep words together are spaces. */
async function textOf(part: Locator): Promise<string> {
  return ((await part.textContent()) ?? '').replaceAll('\u00a0', ' ')
}

/** The rows of the first table in a part, each as its cells. */
function rows(page: Page, name: string): Promise<string[][]> {
  return part(page, name)
    .locator('tbody')
    .first()
    .locator('tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))
}

describe.skipIf(!chromiumPath)('the before-and-after question', () => {
  const demo = servedDemo()

  async function open(path: string, setting: Setting = {}): Promise<Dashboard> {
    const dashboard = await demo.open(path, setting)
    await dashboard.settled()
    return dashboard
  }

  it('answers the founding claim: finding, ratio 0.20 between 0.11 and 0.33, 90 and 18 tickets', async () => {
    const { page, seen } = await open(claim)
    const text = await textOf(sheet(page))
    expect(text).toMatch(
      /12345 hotline tickets in Shuijing Community fell from 7\.5 to 1\.5 a month after 2025-07-01/,
    )
    expect(text).toContain('0.20, between 0.11 and 0.33; p < 0.001')
    expect(text).toContain('80% fewer')
    expect(text).toContain('made-up data')
    expect(await rows(page, 'How much it changed')).toEqual([
      ['Before', '12', '90', '7.5'],
      ['After', '12', '18', '1.5'],
    ])
    seen.expectOnlyOwnHost()
    seen.expectNoProblems()
  })

  it('has a table of every month beside each chart', async () => {
    const { page } = await open(claim)
    const series = part(page, 'Month by month')
    await series.getByRole('img', { name: /7\.5 before 1 Jul 2025, 1\.5 after/ }).waitFor()
    await series.getByRole('button', { name: 'Show as a table' }).click()
    const months = await rows(page, 'Month by month')
    expect(months).toHaveLength(24)
    const total = (side: string) =>
      months.filter((cells) => cells[1] === side).reduce((sum, cells) => sum + Number(cells[2]), 0)
    expect([total('Before'), total('After')]).toEqual([90, 18])
    expect(months[0]?.[0]).toBe('Jul 2024')
    expect(months[23]?.[0]).toBe('Jun 2026')

    const channels = part(page, 'Found early, or not reported?')
    await channels.getByRole('button', { name: 'Show as a table' }).click()
    expect(await rows(page, 'Found early, or not reported?')).toHaveLength(24)
  })

  it('holds the area beside others, and asks the same of one of them by a click', async () => {
    const dashboard = await open(claim)
    const { page } = dashboard
    const beside = await rows(page, 'Beside comparable areas')
    expect(beside[0]?.[0]).toContain('this area')
    expect(beside).toHaveLength(8)
    expect(beside.at(-1)?.[0]).toContain('Difference in differences')
    const other = beside[1]?.[0]?.replace(/\d.*$/, '').trim() ?? ''
    await part(page, 'Beside comparable areas').getByRole('button', { name: other }).click()
    await dashboard.showing(other)
    await dashboard.settled()
    expect(dashboard.address).toContain('effect=2025-07-01')
    expect(dashboard.address).toContain('source=hotline_12345')
    expect(await textOf(sheet(page))).toMatch(new RegExp(`tickets in ${other}`, 'i'))
  })

  it('tells found early from not reported, and marks what may mislead in words', async () => {
    const { page } = await open(claim)
    expect(await textOf(part(page, 'Found early, or not reported?'))).toContain(
      'Complaints fell while self-found tickets rose',
    )
    const warnings = await part(page, 'What may mislead here').getByRole('listitem').allTextContents()
    expect(warnings.length).toBeGreaterThan(0)
    for (const warning of warnings)
      expect(warning).toMatch(/^(Could explain the change|Makes it less sure|Note)/)
  })

  it('is asked by keyboard alone, and the address remembers it', async () => {
    const dashboard = await open(shuijing)
    const { page } = dashboard
    expect(await textOf(sheet(page))).toContain('Test a claim')
    await page.getByLabel('Began in').focus()
    await dashboard.press('Control+A')
    await page.keyboard.type('Jul 2025')
    await dashboard.press('Enter')
    await part(page, 'How much it changed').waitFor()
    expect(dashboard.address).toContain('effect=2025-07-01')
    await part(page, 'Month by month').getByRole('button', { name: 'Show as a table' }).focus()
    await dashboard.press('Enter')
    expect(await rows(page, 'Month by month')).toHaveLength(24)
    await page.getByText('Level and slope: segmented regression').focus()
    await dashboard.press('Enter')
    expect(await textOf(page.getByRole('row', { name: /^Level/ }))).toMatch(/0\.085 to 0\.56/)
    await page.getByRole('button', { name: 'Back to the map' }).focus()
    await dashboard.press('Enter')
    await page.getByRole('tab', { name: 'Breakdown', selected: true }).waitFor()
    expect(dashboard.address).toContain('effect=2025-07-01')
  })

  it('leaves the map where it was, and out of reach below the sheet', async () => {
    const { page } = await open(claim)
    const map = page.locator('#map')
    await map.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Back to the map' }).click()
    await map.waitFor({ state: 'visible' })
  })

  it.each([
    [
      'a date without data before it',
      `${shuijing}&effect=2020-01-01`,
      /does not reach both sides of 1 Jan 2020/,
    ],
    ['a date that is none', `${shuijing}&effect=2025-13-45`, /Test a claim/],
    [
      'too few tickets',
      '/area/610117003005002?tab=effect&source=sensor&effect=2026-05-15&effectMonths=3',
      /Too few to say/,
    ],
  ])('is honest about %s', async (_, path, says) => {
    const { page, seen } = await open(path)
    expect(await textOf(sheet(page))).toMatch(says)
    seen.expectNoProblems()
  })

  it('says what the server refused, and answers once asked again', async () => {
    const dashboard = await open('/area/610117001008')
    const { page } = dashboard
    await page.route('**/api/effect?*', (route) => route.fulfill({ status: 400, body: 'no' }))
    await dashboard.openTab('Before / after')
    await page.getByLabel('Began in').fill('Jul 2025')
    await dashboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.unroute('**/api/effect?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await part(page, 'How much it changed').waitFor()
  })

  it('speaks Chinese', async () => {
    const { page } = await open(claim, zh)
    const text = await textOf(sheet(page, '前后对比'))
    expect(text).toContain('水景社区12345热线工单在2025-07-01之后由每月7.5件降至1.5件')
    expect(text).toContain('0.20，介于0.11与0.33之间；p < 0.001')
    expect(text).toContain('减少80%')
    expect(text).not.toMatch(/effect\.|Before|After/)
  })

  it.each([
    ['light', 'en-GB', 1440, 900],
    ['dark', 'zh-CN', 1280, 800],
    ['light', 'zh-CN', 1920, 1080],
    ['dark', 'en-GB', 390, 844],
  ] as const)(
    'has nothing axe finds, nothing cut off: %s, %s, %i × %i',
    async (theme, locale, width, height) => {
      const dashboard = await open(`${claim}&theme=${theme}`, { locale, viewport: { width, height } })
      for (const summary of await dashboard.page.locator('summary').all()) await summary.click()
      expect(await dashboard.accessibilityFaults()).toEqual([])
      expect(await dashboard.overflow()).toEqual([])
      await dashboard.seen.screenshot(`effect-${width}-${theme}-${locale}`)
    },
  )
})
