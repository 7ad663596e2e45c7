import { Summary } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath, type Page, type Setting } from '../drivers/browser.ts'
import type { Dashboard } from '../drivers/dashboard.ts'
import { servedDemo } from '../drivers/demo.ts'

const two = '/compare?a=610117001&b=610117002'

describe.skipIf(!chromiumPath)('two areas side by side', () => {
  const demo = servedDemo()

  async function open(path: string, setting: Setting = {}): Promise<Dashboard> {
    const dashboard = await demo.open(path, setting)
    await dashboard.settled()
    return dashboard
  }

  const cells = (page: Page, region: string) =>
    page
      .getByRole('region', { name: region })
      .locator('tbody tr:not(:has([scope="rowgroup"]))')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))

  const reported = async (area: string) => {
    const answer = await fetch(`${demo.url}/api/summary?area=${area}&from=2026-06-01&to=2026-07-01`)
    const { measures } = Summary.parse(await answer.json())
    return measures.find(({ id }) => id === 'reported')?.value ?? Number.NaN
  }

  it('show each figure of both, the difference, and the rates per 1,000 households', async () => {
    const { page, seen } = await open(two)
    const [a, b] = [await reported('610117001'), await reported('610117002')]
    const [first] = await cells(page, 'Headline figures, 1 – 30 Jun 2026')
    // households of the demo: 30,685 and 31,342
    const [left, right] = [(a * 1000) / 30685, (b * 1000) / 31342]
    expect(first).toEqual([
      'Reported',
      `${a}`,
      `${b}`,
      `${a - b}`,
      left.toFixed(1),
      right.toFixed(1),
      (left - right).toFixed(1),
    ])
    const facts = await cells(page, 'The two areas')
    expect(facts).toContainEqual(['Households', '30,685', '31,342'])
    seen.expectOnlyOwnHost()
    seen.expectNoProblems()
  })

  it('mark figures of few and judge no difference by them', async () => {
    const { page } = await open('/compare?a=610117001001001&b=610117001001002')
    const figures = await cells(page, 'Headline figures, 1 – 30 Jun 2026')
    const marked = figures.filter((row) => row.slice(1, 3).some((cell) => cell.includes('n=')))
    expect(marked.length).toBeGreaterThan(0)
    for (const row of marked) expect(row[3]).toBe('small number')
  })

  it('order categories by difference, those of few last', async () => {
    const { page } = await open(`${two}&per=count`)
    const rows = await cells(page, 'By category, the widest difference first, 1 – 30 Jun 2026')
    const counts = rows.map(([, a, b]) => [Number(a), Number(b)] as const)
    const few = counts.map(([a, b]) => Math.max(a, b) < 10)
    expect(few.indexOf(true)).toBe(few.filter((one) => !one).length)
    const widths = counts.filter((_, at) => !few[at]).map(([a, b]) => Math.abs(a - b))
    expect(widths).toEqual(widths.toSorted((one, other) => other - one))
    expect(counts.reduce((sum, [a]) => sum + a, 0)).toBe(await reported('610117001'))
  })

  it('draw both courses, and say them as a table too', async () => {
    const { page } = await open(two)
    const panel = page.getByRole('region', { name: /^Reported a month/ })
    await panel.getByRole('img').waitFor()
    await page.getByText('as counts').click()
    await panel.getByRole('button', { name: 'Show as a table' }).click()
    const last = await panel.getByRole('row').last().locator('th, td').allTextContents()
    expect(last).toEqual(['Jun 2026', `${await reported('610117001')}`, `${await reported('610117002')}`])
    expect(page.url()).toContain('per=count')
  })

  it('are chosen by name or code from the keyboard, those of the same level first', async () => {
    const start = await open('/area/610117001')
    await start.page.getByRole('link', { name: 'Compare with…' }).click()
    await start.page.getByText('Areas like Luyuan Street').waitFor()
    expect(await start.page.getByRole('main').getByRole('button').allTextContents()).toContain(
      'Jingwei Street',
    )
    const second = start.page.getByRole('combobox', { name: 'Second area' })
    await second.focus()
    await start.press('ArrowDown')
    await start.page.getByText('Same level: Street', { exact: true }).first().waitFor()
    await start.page.keyboard.type('shuijing comm')
    await start.press('Enter')
    await start.page.getByRole('region', { name: 'The two areas' }).waitFor()
    const [code] = await cells(start.page, 'The two areas')
    expect(start.address).toBe(`/compare?a=610117001&b=${code?.[2]}`)
    const main = await start.page.getByRole('main').textContent()
    expect(main).toContain('These are areas of different levels (Street, Community or village)')
    await start.page.getByRole('button', { name: 'Exchange the two' }).click()
    await start.page.waitForURL(`**/compare?a=${code?.[2]}&b=610117001`)
  })

  it('say where one lies in the other, where both are one, and where there is none', async () => {
    const within = await open('/compare?a=610117001001&b=610117001')
    expect(await within.page.getByRole('main').textContent()).toContain(
      'Luyuanzhen Community lies in Luyuan Street: its tickets count in both.',
    )
    const same = await open('/compare?a=610117001&b=610117001')
    expect(await same.page.getByRole('main').textContent()).toContain('Both are the same area.')
    const none = await open('/compare?a=610117001&b=nowhere')
    expect(await none.page.getByRole('main').textContent()).toContain('No area has the code “nowhere”')
    none.seen.expectNoProblems()
  })

  it.each([
    ['en-GB', 'light', two],
    ['zh-CN', 'dark', two],
    ['en-GB', 'dark', '/compare?a=610117001001001&b=610117001001002&per=count'],
    ['zh-CN', 'light', '/compare?a=610117001'],
    ['en-GB', 'light', '/compare'],
  ])('have no fault that axe finds (%s, %s, %s)', async (locale, theme, path) => {
    const page = await open(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`, { locale })
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1280, 800],
    [1440, 900],
    [1920, 1080],
    [390, 844],
  ])('fit a window of %i × %i', async (width, height) => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const page = await open(two, { viewport: { width, height }, locale })
      expect(await page.overflow()).toEqual([])
      await page.seen.screenshot(`compare-${width}-${locale}`)
    }
  })
})
