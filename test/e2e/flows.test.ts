import { FlowMatrix, writeWay } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'

const june = 'from=2026-06-01&to=2026-07-01'

describe.skipIf(!chromiumPath)('the page of flows', () => {
  const demo = servedDemo()
  const { open } = demo

  /** The flows as the server tells them, apart from any page. */
  async function flows(by: 'area' | 'unit' | 'tier') {
    return FlowMatrix.parse(await (await fetch(`${demo.url}/api/flows?by=${by}&${june}`)).json())
  }

  it('says the finding, and stays with its own host', async () => {
    const page = await open(`/area/610117/flows?${june}`)
    await page.drawn()
    expect(await page.heading()).toMatch(
      /^Who hands what to whom · Gaoling District\d+% of tickets end with the tier that got them first; the widest way on is .+ → .+, [\d,]+ hand-offs/,
    )
    page.seen.expectOnlyOwnHost()
    page.seen.expectNoProblems()
  })

  it('a flow pressed on the map opens exactly the tickets that the server counts', async () => {
    const page = await open(`/area/610117/flows?${june}&flowBy=area`)
    const met = await page.pointAtFlow()
    const { nodes, links } = await flows('area')
    const idOf = (name: string | undefined) => nodes.find((node) => node.name?.en === name)?.id ?? null
    const [from, to] = met?.name.split(' → ') ?? []
    const link = links.find((one) => one.from === idOf(from) && one.to === idOf(to))
    expect(met?.value).toBe(`${link?.handOffs} Hand-offs`)
    await page.pressHere()
    const opened = await page.openedTickets()
    expect(opened).toEqual({ title: `Tickets handed on ${met?.name}`, count: link?.tickets })
    expect(page.address).toContain(`flow=${writeWay('area', [idOf(from), idOf(to)])}`)
  })

  it('moves until it is stopped, and never for those who asked for stillness', async () => {
    const page = await open(`/area/610117/flows?${june}`, { reducedMotion: 'no-preference' })
    const stop = page.page.getByRole('button', { name: 'Stop the movement' })
    await stop.waitFor()
    await stop.click()
    await page.drawn()
    expect(page.address).toContain('flowMotion=off')
    page.seen.expectNoProblems()
    const still = await open(`/area/610117/flows?${june}`)
    await still.drawn()
    expect(await still.page.getByRole('button', { name: /the movement/ }).count()).toBe(0)
  })

  it('tells every question: what it found, and the numbers in a table', async () => {
    const page = await open(`/area/610117/flows?${june}`)
    await page.settled()
    for (const [name, finding] of [
      ['The ways tickets went', /^\d+% of tickets took the most frequent of \d+ ways: /],
      ['Where time is spent', /^Most of the time goes into .+: \d+% of [\d,]+ hours/],
      ['Back and forth', /^\d+ of [\d,]+ tickets \([\d.]+%\) came back/],
      ['How often handed on', /the first receiver led to the end$/],
      ['Solved at the front', /^[\d.]+% of tickets on a checklist were solved at the tier/],
      ['Had the checklist been followed', /hand-offs (and|fewer)/],
      ['Problem tickets', /^\d+ open: /],
      [
        'Flows in a table',
        /^\d+% of \d+ hand-offs go up the tiers, \d+% down, \d+% sideways; the widest is .+ → /,
      ],
    ] as const) {
      const panel = page.page.getByRole('region', { name, exact: true })
      expect(await panel.locator('p').first().textContent()).toMatch(finding)
      expect(await panel.locator('table tbody tr').count()).toBeGreaterThan(0)
    }
    const front = page.page.getByRole('region', { name: 'Solved at the front', exact: true })
    await front.getByRole('columnheader', { name: 'Category' }).waitFor()
  })

  it('is worked by the keyboard: a row of the table opens its tickets, Escape closes them', async () => {
    const page = await open(`/area/610117/flows?${june}`)
    await page.settled()
    const [widest] = (await flows('unit')).links
    const row = page.page.getByRole('region', { name: 'Flows in a table' }).getByRole('button').first()
    await row.focus()
    await page.press('Enter')
    expect((await page.openedTickets()).count).toBe(widest?.tickets)
    await page.press('Escape')
    await page.page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(page.address).not.toContain('flow=')
  })

  it('a band of the diagram is a button: its tickets are those of the pair of tiers', async () => {
    const page = await open(`/area/610117/flows?${june}`, { locale: 'zh-CN' })
    await page.settled()
    const link = (await flows('tier')).links.find((one) => one.from === 'community' && one.to === 'street')
    await page.page.getByRole('button', { name: /^第1步后 社区 → 街道/ }).focus()
    await page.press('Enter')
    expect(await page.openedTickets()).toEqual({ title: '移交工单：社区 → 街道', count: link?.tickets })
    expect(page.address).toContain('flow=tier:community>street')
  })

  it('a shared address opens the same flow, and the filter can be taken off', async () => {
    const page = await open(`/area/610117/flows?${june}&flow=tier:community%3Estreet`)
    const { count } = await page.openedTickets()
    expect(count).toBeGreaterThan(0)
    await page.page.getByRole('button', { name: 'Remove Handed on Community → Street' }).click()
    await page.page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('notes a flow that the centre does not know and shows the rest', async () => {
    const page = await open(`/area/610117/flows?${june}&flow=tier:community%3Emoon`)
    await page.settled()
    expect(await page.page.getByRole('alert').textContent()).toContain('tier:community>moon')
  })

  it('is reached from the page of the area', async () => {
    const page = await open(`/area/610117?${june}`)
    await page.page.getByRole('link', { name: 'Escalation flows' }).click()
    await page.page.getByRole('heading', { level: 1, name: /^Who hands what to whom/ }).waitFor()
  })

  it.each([
    ['en-GB', 'light'],
    ['zh-CN', 'dark'],
  ])('has no fault that axe finds (%s, %s)', async (locale, theme) => {
    const page = await open(`/area/610117/flows?${june}&theme=${theme}&flow=tier:community%3Estreet`, {
      locale,
    })
    await page.openedTickets()
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1366, 768],
    [390, 844],
  ])('fits a window of %i × %i', async (width, height) => {
    const page = await open(`/area/610117/flows?${june}`, { viewport: { width, height } })
    await page.drawn()
    expect(await page.overflow()).toEqual([])
    await page.seen.screenshot(`flows-${width}`)
  })
})
