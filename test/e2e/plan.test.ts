import { LayerSheet, MeasureByArea } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath, type Setting } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'
import { Planner } from '../drivers/planner.ts'

describe.skipIf(!chromiumPath)('the planner', () => {
  const demo = servedDemo()

  async function open(path: string, setting: Setting = {}): Promise<Planner> {
    const planner = new Planner(await demo.open(path, setting))
    await planner.ready()
    return planner
  }

  const ask = async (path: string): Promise<unknown> => (await fetch(demo.url + path)).json()

  it('filters, draws a region, and takes along the rows of the table', async () => {
    const planner = await open('/plan?level=community&measure=reported&source=resident&area=610117001')
    const all = await planner.rowCount()
    await planner.drawBox([0.45, 0.2, 0.6, 0.5])
    const inside = new URL(planner.page.url()).searchParams.get('within') ?? ''
    const period = 'from=2026-06-01&to=2026-07-01'
    const filter = `${period}&source=resident&area=610117001&within=${encodeURIComponent(inside)}`
    const answer = MeasureByArea.parse(await ask(`/api/measures/reported/areas?level=community&${filter}`))
    expect(await planner.rowCount()).toBe(all)
    expect(answer.areas).toHaveLength(all)
    // fewer tickets than without the region, and some
    const whole = MeasureByArea.parse(
      await ask(`/api/measures/reported/areas?level=community&${period}&source=resident&area=610117001`),
    )
    expect(answer.total.numerator).toBeGreaterThan(0)
    expect(answer.total.numerator).toBeLessThan(whole.total.numerator)

    await planner.beside('Export')
    expect(await planner.announced()).toBe(all)
    const { name, text } = await planner.save()
    expect(name).toBe('gaoling-areas-community-2026-06-01_2026-06-30-made-up.geojson')
    const file = JSON.parse(text)
    expect(file.features).toHaveLength(all)
    const counted = new Map(answer.areas.map(({ code, value }) => [code, value]))
    for (const { properties } of file.features) expect(properties.reported).toBe(counted.get(properties.code))
    expect(file.metadata.filter).toMatchObject({ source: ['resident'], area: ['610117001'] })
    planner.dashboard.seen.expectOnlyOwnHost()
  })

  it('draws around a place with the mouse held down', async () => {
    const planner = await open('/plan?level=street&measure=reported')
    await planner.lasso()
    const inside = new URL(planner.page.url()).searchParams.get('within') ?? ''
    const period = 'from=2026-06-01&to=2026-07-01'
    const reported = async (filter: string) =>
      MeasureByArea.parse(await ask(`/api/measures/reported/areas?level=street&${filter}`)).total.numerator
    const counted = await reported(`${period}&within=${encodeURIComponent(inside)}`)
    expect(counted).toBeGreaterThan(0)
    expect(counted).toBeLessThan(await reported(period))
    const shown = (await planner.rows()).map(([, first]) => Number(first))
    expect(shown.reduce((sum, count) => sum + count, 0)).toBe(counted)
    planner.dashboard.seen.expectOnlyOwnHost()
  })

  it('keeps a file to the areas picked on the table', async () => {
    const planner = await open('/plan?level=street')
    const [first, second] = (await planner.rows()).map(([name]) => name ?? '')
    await planner.pick(first ?? '')
    await planner.pick(second ?? '')
    await planner.beside('Export')
    expect(await planner.announced()).toBe(2)
    const { text } = await planner.save()
    const names: string[] = JSON.parse(text).features.map(
      ({ properties }: { properties: { name_en: string } }) => properties.name_en,
    )
    expect(names.toSorted()).toEqual([first, second].toSorted())
  })

  it('draws another layer, with its table and its file of the same features', async () => {
    const planner = await open('/plan?layer=cells&cell=community')
    const told = LayerSheet.parse(await ask('/api/layers/cells?cell=community&from=2026-06-01&to=2026-07-01'))
    expect(await planner.rowCount()).toBe(told.features)
    const classes = await planner.legendCounts()
    expect(classes.reduce((sum, count) => sum + count, 0)).toBe(told.features)
    // chosen in the table, marked in the address and on the map
    const first = await planner.chooseFeature('Tickets by cell')
    expect(new URL(planner.page.url()).searchParams.get('spot')).toBe(first)
    await planner.beside('Export')
    expect(await planner.announced()).toBe(told.features)
    const { text } = await planner.save()
    expect(JSON.parse(text).features).toHaveLength(told.features)
    expect(JSON.parse(text).metadata.options).toEqual({ cell: 'community' })
    planner.dashboard.seen.expectNoProblems()
  })

  it('asks a layer for what it takes: cells, neighbours, steps, holders', async () => {
    const planner = await open('/plan?layer=emerging&cell=street&step=month')
    await planner.choose('Neighbourhood', 'Two rings')
    expect(planner.dashboard.address).toContain('neighbours=2')
    const asked = '/api/layers/emerging?cell=street&step=month&neighbours=2&from=2026-06-01&to=2026-07-01'
    expect(await planner.rowCount()).toBe(LayerSheet.parse(await ask(asked)).features)
    await planner.choose('Layer', 'Hand-offs')
    await planner.page.getByText('Tiers', { exact: true }).click()
    const flows = LayerSheet.parse(await ask('/api/layers/flows?by=tier&from=2026-06-01&to=2026-07-01'))
    expect(await planner.rowCount()).toBe(flows.features)
    planner.dashboard.seen.expectNoProblems()
  })

  it('draws every ticket of the filter from tiles', async () => {
    const planner = await open('/plan?layer=tickets')
    const tiles = planner.dashboard.seen.requests.filter((url) => url.includes('/tiles/WebMercatorQuad/'))
    expect(tiles.length).toBeGreaterThan(0)
    expect(tiles.every((url) => url.includes('from=2026-06-01'))).toBe(true)
    const legend = await planner.page.getByRole('region', { name: 'Legend' }).textContent()
    expect(legend).toContain('Several tickets, their number')
    planner.dashboard.seen.expectOnlyOwnHost()
    planner.dashboard.seen.expectNoProblems()
  })

  it('ranks a change only where neither period has fewer than ten', async () => {
    const planner = await open('/plan?level=community&measure=reported&against=previous&sort=-change')
    const rows = await planner.rows()
    const answer = MeasureByArea.parse(
      await ask('/api/measures/reported/areas?level=community&from=2026-06-01&to=2026-07-01'),
    )
    const judged = answer.areas.flatMap(({ n, previous }) =>
      previous && n >= 10 && previous.n >= 10 ? [(n - previous.n) / previous.n] : [],
    )
    const highest = Math.max(...judged)
    expect(rows[0]?.[3]).toBe(`+${Math.round(highest * 100)}%`)
    await planner.sortBy('Change')
    const lowest = (await planner.rows())[0]
    expect(lowest?.[3]).toBe(`−${Math.round(-Math.min(...judged) * 100)}%`)
    expect(planner.dashboard.address).toContain('sort=change')
    const legend = await planner.page.getByRole('region', { name: 'Legend' }).textContent()
    expect(legend).toContain(`Not compared: n < 10${answer.areas.length - judged.length} areas`)
  })

  it('tells what a public file leaves out, and why a region cannot choose one', async () => {
    const planner = await open('/plan?level=community&side=file&profile=public')
    const sheet = LayerSheet.parse(
      await ask('/api/layers/areas-community?from=2026-06-01&to=2026-07-01&profile=public'),
    )
    const said = await planner.dashboard.told()
    expect(said).toContain(`${sheet.suppression?.withheld} of 118 features have a figure withheld.`)
    const shape = '{"type":"Polygon","coordinates":[[[109,34.5],[109.1,34.5],[109.1,34.6],[109,34.5]]]}'
    const other = await open(
      `/plan?level=community&side=file&profile=public&within=${encodeURIComponent(shape)}`,
    )
    expect(await other.page.getByRole('alert').textContent()).toContain(
      'A public file is not chosen by text or by a shape on the map.',
    )
  })

  it('stops a long file when it is told to', async () => {
    const planner = await open('/plan?level=street&layer=tickets&side=file&from=2024-07-01&to=2026-07-01')
    // the file is held back so that there is time to change one's mind
    await planner.page.route('**/api/export/**', () => undefined)
    await planner.page.getByRole('button', { name: 'Save file' }).click()
    const gone = planner.page.waitForEvent('requestfailed', (request) =>
      request.url().includes('/api/export/'),
    )
    await planner.page.getByRole('button', { name: 'Cancel' }).click()
    expect((await gone).failure()?.errorText).toBe('net::ERR_ABORTED')
    await planner.page.getByText('Cancelled. Nothing was saved.').waitFor()
    await planner.page.getByRole('button', { name: 'Save file' }).waitFor()
  })

  it('draws a picture as sharp as wanted', async () => {
    const planner = await open('/plan?level=street&side=picture', { viewport: { width: 1366, height: 768 } })
    const once = await planner.picture(1)
    const map = await planner.page.locator('[data-map]').first().boundingBox()
    expect(once.width).toBe(Math.round(map?.width ?? 0))
    // title above and words below
    expect(once.height).toBeGreaterThan((map?.height ?? 0) + 80)
    expect(await planner.picture(2)).toEqual({ width: 2 * once.width, height: 2 * once.height })
  })

  it.each(['A4', 'A3'] as const)('prints on one sheet of %s', async (paper) => {
    const planner = await open('/plan?level=street&side=picture&against=year', { locale: 'en-GB' })
    // the print window is the browser's own; what it would print is asked for below
    await planner.page.evaluate(() => {
      window.print = () => undefined
    })
    await planner.page.getByText(paper, { exact: true }).click()
    await planner.page.getByRole('button', { name: 'Print or save as PDF' }).click()
    await planner.page.locator('body > [data-paper] img').waitFor({ state: 'attached' })
    await planner.page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('[data-paper] img')?.complete,
    )
    const pdf = (await planner.page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1)
    const box = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)
    const [width, height] = paper === 'A4' ? [841.9, 595.3] : [1190.6, 841.9]
    expect(Number(box?.[1])).toBeCloseTo(width ?? 0, -0.5)
    expect(Number(box?.[2])).toBeCloseTo(height ?? 0, -0.5)
  })

  it('keeps a view under a name, and brings it back', async () => {
    const planner = await open('/plan?level=street&measure=overdue&side=views')
    await planner.page.getByRole('textbox', { name: 'Name of this view' }).fill('Overdue by street')
    await planner.page.getByRole('button', { name: 'Save view' }).click()
    await planner.page.goto(`${demo.url}/plan?side=views`)
    await planner.page.getByRole('link', { name: 'Overdue by street' }).click()
    await planner.ready()
    expect(planner.dashboard.address).toBe('/plan?level=street&measure=overdue&side=views')
  })

  it('is reached by keys: areas are picked on the map', async () => {
    const planner = await open('/plan?level=street')
    await planner.page.getByRole('listbox', { name: /^Areas on the map/ }).focus()
    await planner.page.keyboard.press('ArrowRight')
    await planner.page.keyboard.press('Enter')
    await planner.page.waitForURL(/pick=/)
    expect(await planner.page.locator('tr[data-picked]').count()).toBe(1)
    await planner.page.keyboard.press('Backspace')
    await planner.page.waitForURL(/plan\?level=street$/)
  })

  it.each([
    ['/plan?level=community&against=previous', 'en-GB', 'light'],
    ['/plan?level=street&side=file', 'zh-CN', 'dark'],
    ['/plan?level=street&side=picture&layer=tickets', 'zh-CN', 'light'],
    ['/plan?level=street&side=views', 'en-GB', 'dark'],
  ])('has no fault that axe finds: %s %s %s', async (path, locale, theme) => {
    const planner = await open(`${path}&theme=${theme}`, { locale })
    expect(await planner.dashboard.accessibilityFaults()).toEqual([])
    planner.dashboard.seen.expectNoProblems()
  })
})
