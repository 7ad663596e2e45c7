import { Series } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'

describe.skipIf(!chromiumPath)('the courses in the ranking', () => {
  const demo = servedDemo()
  const { open } = demo

  it('lead from the first of twelve whole months to the last, as the server counts them', async () => {
    const page = await open('/area/610117?tab=ranking&measure=reported')
    const courses = await page.courses()
    expect(courses.size).toBe(7)
    const asked = await fetch(
      `${demo.url}/api/series?by=area&level=street&bin=month&from=2025-07-01&to=2026-07-01`,
    )
    const { bins, series } = Series.parse(await asked.json())
    expect(bins).toHaveLength(12)
    // 610117002 is Jingwei Street
    const counts = series.find(({ key }) => key === '610117002')?.figures.map(({ numerator }) => numerator)
    const said = courses.get('Jingwei Street')
    expect(said).toMatch(
      new RegExp(`^From ${counts?.at(0)} \\(Jul 2025\\) to ${counts?.at(-1)} \\(Jun 2026\\)`),
    )
    expect(said).toContain(`lowest ${Math.min(...(counts ?? []))} (`)
    expect(said).toContain(`highest ${Math.max(...(counts ?? []))} (`)
    page.seen.expectNoProblems()
  })

  it('say how many months rest on few', async () => {
    const page = await open('/area/610117?tab=ranking&level=community&measure=closing_rate')
    const courses = [...(await page.courses()).values()]
    expect(courses.filter((words) => /\d+ months? (is|are) of fewer than ten/.test(words))).not.toEqual([])
  })

  it('end with the last whole month of the period, and begin with the data', async () => {
    const page = await open('/area/610117?tab=ranking&measure=reported&from=2025-01-01&to=2025-03-15')
    expect((await page.courses()).get('Jingwei Street')).toMatch(/^From \d+ \(Jul 2024\) to \d+ \(Feb 2025\)/)
    await page.page.getByRole('columnheader', { name: '8 months' }).waitFor()
    const early = await open('/area/610117?tab=ranking&measure=reported&from=2024-07-01&to=2024-07-20')
    expect(new Set((await early.courses()).values())).toEqual(new Set(['']))
  })

  it('stand below the change where rates of small areas take the room, in Chinese too', async () => {
    const page = await open('/area/610117?tab=ranking&measure=hotline_per_1000_households&theme=dark', {
      locale: 'zh-CN',
    })
    expect((await page.courses()).get('泾渭街道')).toMatch(/^从[\d.]+ \(2025年7月\)到[\d.]+ \(2026年6月\)/)
    expect(await page.page.getByRole('tabpanel').getByRole('columnheader').count()).toBe(5)
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it('are passed over by axe', async () => {
    const page = await open('/area/610117?tab=ranking&measure=overdue')
    await page.courses()
    expect(await page.accessibilityFaults()).toEqual([])
  })
})
