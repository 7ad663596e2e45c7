import { Warnings } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'

/** The demo's lifts of Yulong Community fail through June 2026: what the scan of its last four weeks must find. */
const path = '/area/610117?map=warnings&tab=ranking'

describe.skipIf(!chromiumPath)('warnings', () => {
  const demo = servedDemo()
  const { open } = demo
  const ask = async () => Warnings.parse(await (await fetch(`${demo.url}/api/warnings`)).json())

  it('come by themselves when the scan is done, are counted above the map, and say what happened', async () => {
    const page = await open('/area/610117')
    await page.page.getByText(/^Warnings \(\d+\)$/).waitFor({ timeout: 120_000 })
    const answer = await ask()
    expect(answer.state).toBe('ready')
    await page.showOnMap(/^Warnings/)
    expect(page.address).toBe(path)
    expect(await page.spots()).toHaveLength(answer.warnings.length)
    await page.explainSpot('Yulong')
    const lifts = answer.warnings.find(({ category }) => category === 'lifts')
    expect(await page.explained()).toContain(lifts?.sentence.en)
    // the list has as many tickets as the scan counted
    await page.page.getByRole('button', { name: `List those here (${lifts?.observed} tickets)` }).click()
    await page.settled()
    expect(await page.figure('Reported')).toBe(`${lifts?.observed}tickets`)
    await page.page.goBack()
    await page.page.getByRole('button', { name: 'Show on the map' }).click()
    await page.drawn()
    await page.seen.screenshot('warning-explained')
    page.seen.expectNoProblems()
  })

  it('say on the map that they are being made, and how far', async () => {
    // a day nobody has asked for: its scan is begun by this page
    const page = await open(`${path}&asOf=2026-06-20T08:00:00%2B08:00`)
    await page.page
      .getByRole('figure')
      .getByText(/\d+ of \d+ scans done/)
      .first()
      .waitFor()
  })

  it('are set aside with a reason that is kept, shown again on request, and taken up again', async () => {
    const page = await open(path)
    await page.page.getByRole('tabpanel').getByRole('listitem').first().waitFor({ timeout: 120_000 })
    const before = await page.spots()
    await page.explainSpot('Yulong')
    await page.page.getByRole('button', { name: 'Set aside…' }).click()
    await page.page.getByRole('radio', { name: 'Something else' }).check()
    const submit = page.page.getByRole('button', { name: 'Set aside', exact: true })
    expect(await submit.isDisabled()).toBe(true)
    await page.page
      .getByRole('textbox', { name: 'In a few words' })
      .fill('The maker replaces both lifts in July')
    await submit.click()
    await page.page.getByRole('button', { name: 'Bring back' }).waitFor()
    expect(await page.explained()).toMatch(
      /Set aside: Something else .*The maker replaces both lifts in July.* then \d+ against \d/,
    )
    await page.page.getByRole('button', { name: 'Back to the list' }).click()
    expect(await page.spots()).toHaveLength(before.length - 1)
    await page.page.getByRole('switch', { name: /Also those set aside/ }).click()
    await page.page.waitForURL(/dismissed=shown/)
    expect(await page.spots()).toHaveLength(before.length)
    // another reader finds it set aside, from the address alone
    const other = await open(`${path}&dismissed=shown`)
    await other.explainSpot('Yulong')
    await other.page.getByRole('button', { name: 'Bring back' }).click()
    await other.page.getByRole('button', { name: 'Set aside…' }).waitFor()
    expect(await other.explained()).toContain('Brought back')
    expect((await ask()).warnings.find(({ category }) => category === 'lifts')).toMatchObject({
      state: 'active',
      log: [{ action: 'dismissed', reason: 'other' }, { action: 'reopened' }],
    })
  })

  it('are walked through by keys and stand in a table', async () => {
    const page = await open(`${path}&lang=zh`)
    await page.page.getByRole('tabpanel').getByRole('listitem').first().waitFor({ timeout: 120_000 })
    await page.drawn()
    await page.page.getByRole('listbox', { name: /^地图上的预警/ }).focus()
    await page.press('Enter')
    expect(await page.explained()).toContain('玉龙社区')
    await page.page.getByRole('figure').getByRole('button', { name: '以表格显示' }).click()
    const table = page.page.getByRole('region', { name: '预警表格' })
    expect(await table.getByRole('row').nth(1).textContent()).toContain('电梯')
  })

  it.each([
    ['en-GB', 'dark'],
    ['zh-CN', 'light'],
  ])('have no fault that axe finds (%s, %s)', async (locale, theme) => {
    const page = await open(`${path}&theme=${theme}`, { locale })
    await page.page.getByRole('tabpanel').getByRole('listitem').first().waitFor({ timeout: 120_000 })
    expect(await page.accessibilityFaults()).toEqual([])
    await page.explainSpot(/./)
    await page.page.getByRole('button', { name: /^(Set aside…|搁置…)$/ }).click()
    expect(await page.accessibilityFaults()).toEqual([])
  })
})
