import { fileURLToPath } from 'node:url'
import {
  ChecklistAreas,
  Checklists,
  ChecklistTickets,
  type Figure,
  Mechanisms,
  Problem,
  Summary,
  TicketPage,
} from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { loadPack } from '../../server/intake/index.ts'
import { openStore, type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { afterLists, threeLists } from '../fixtures/three-lists.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'
/** numerator, or numerator/denominator */
const said = (figure: Figure | null | undefined) =>
  figure &&
  (figure.denominator === null ? `${figure.numerator}` : `${figure.numerator}/${figure.denominator}`)
const listOf = (answer: Checklists, id: string) => {
  const found = answer.checklists.find((list) => list.id === id)
  if (!found) throw new Error(`no list ${id}`)
  return found
}
const lineOf = (answer: Checklists, id: string, category: string) => {
  const found = listOf(answer, id).lines.find((line) => line.category === category)
  if (!found) throw new Error(`no line ${category}`)
  return found
}
const partedOf = ({ parted }: { parted: Record<string, Figure | null> }) =>
  Object.fromEntries(Object.entries(parted).map(([way, figure]) => [way, said(figure)]))

/** Every figure here was counted by hand from the table of the fixture. */
describe('checklists', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(threeLists)
    ;({ get } = appOf(store, { now: afterLists }))
  })
  afterAll(() => store.close())

  const asked = async (query = march) => Checklists.parse((await get(`/api/checklists?${query}`)).json)
  const behind = async (query: string) =>
    TicketPage.parse((await get(`/api/checklists/tickets?${march}&${query}`)).json)
      .tickets.map(({ id }) => id)
      .sort()

  it('say tier, lead, helpers and limit, of the list or of the rules', async () => {
    const answer = await asked()
    const says = (list: string, category: string) => lineOf(answer, list, category).says
    expect(says('own', 'sanitation')).toEqual({
      tier: 'community',
      lead: null,
      coHandlers: ['B'],
      // the list on the category below does not hold above it, and no rule is for communities
      limit: null,
    })
    expect(says('own', 'rubbish').limit).toEqual({ allowance: '1wd', from: 'list' })
    expect(says('joint', 'parking').limit).toEqual({ allowance: '5wd', from: 'rules' })
    expect(says('office', 'water')).toMatchObject({ tier: 'department', lead: 'A', coHandlers: ['B'] })
  })

  it('count what happened', async () => {
    const answer = await asked()
    const happened = (list: string, category: string) => lineOf(answer, list, category).happened
    // R1 R2 R3 R4 closed; R1 R2 R3 R6 reported, R5 is void
    expect(happened('own', 'rubbish')).toMatchObject({
      reported: 4,
      closed: 4,
      byTier: [
        { tier: 'grid', stands: 'below', closed: 1 },
        { tier: 'community', stands: 'at', closed: 1 },
        { tier: 'street', stands: 'above', closed: 1 },
        { tier: null, stands: null, closed: 1 },
      ],
      byLead: null,
    })
    expect(said(happened('own', 'rubbish').solvedAt)).toBe('1/4')
    // within a working day: R1 R2 R4, though R1 is past its own deadline
    expect(said(happened('own', 'rubbish').onTime)).toBe('3/4')
    // 24 72 87 1/60 and 45.5 hours: median (45.5 + 72) / 2, p90 72 + 0.7 x 15 1/60
    expect(happened('own', 'rubbish').handling.value).toBeCloseTo(58.75, 9)
    expect(happened('own', 'rubbish').handling.p90).toBeCloseTo(72 + 0.7 * (15 + 1 / 60), 9)
    expect(happened('own', 'rubbish').handling).toMatchObject({ n: 4, smallNumber: true })
    // T1 is on the list of the category above
    expect(lineOf(answer, 'own', 'sanitation')).toMatchObject({ counts: ['sanitation', 'toilet'] })
    expect(happened('own', 'sanitation')).toMatchObject({ reported: 1, closed: 1 })
    // W1 W2 W3; W5 was closed in April
    expect(happened('office', 'water')).toMatchObject({ reported: 5, closed: 3 })
    expect(said(happened('office', 'water').byLead)).toBe('1/3')
    expect(said(happened('office', 'water').onTime)).toBe('2/3')
    expect(said(happened('joint', 'parking').onTime)).toBe('1/2')
  })

  it('name the helpers of the list, and others that helped', async () => {
    const answer = await asked()
    expect(lineOf(answer, 'own', 'sanitation').happened.coHandlers).toEqual([
      { unit: 'B', named: true, tickets: 0 },
      // and com does not help itself
      { unit: 'A', named: false, tickets: 1 },
    ])
    expect(lineOf(answer, 'office', 'water').happened.coHandlers).toEqual([
      { unit: 'B', named: true, tickets: 1 },
      { unit: 'C', named: false, tickets: 1 },
    ])
  })

  it('say where it parts', async () => {
    const answer = await asked()
    expect(partedOf(lineOf(answer, 'own', 'rubbish'))).toEqual({
      // R2 R6 of R1 R2 R3 R6
      escalated_though_on_community_list: '2/4',
      solved_below: '1/4',
      solved_above: '1/4',
      // no tier stands beside a community
      solved_beside: null,
      pushed_down: '0/4',
      other_lead: null,
    })
    expect(partedOf(lineOf(answer, 'joint', 'parking'))).toEqual({
      escalated_though_on_community_list: null,
      solved_below: '1/3',
      solved_above: '1/3',
      solved_beside: '1/3',
      pushed_down: '1/3',
      other_lead: null,
    })
    expect(partedOf(lineOf(answer, 'office', 'water'))).toMatchObject({
      solved_beside: '1/3',
      other_lead: '2/3',
    })
    expect(lineOf(answer, 'office', 'water').parted.other_lead?.smallNumber).toBe(true)
    expect(lineOf(answer, 'joint', 'parking').happened.byTier).toEqual([
      { tier: 'community', stands: 'below', closed: 1 },
      { tier: 'centre', stands: 'above', closed: 1 },
      { tier: 'department', stands: 'beside', closed: 1 },
    ])
    const { happened } = listOf(answer, 'own')
    expect([happened.reported, happened.closed, said(happened.solvedAt), said(happened.onTime)]).toEqual([
      5,
      5,
      '2/5',
      '4/5',
    ])
  })

  it('count a category on two lists once, on the first, and name those on none', async () => {
    const answer = await asked()
    expect(answer.onSeveral).toEqual([{ category: 'rubbish', checklists: ['own', 'office'] }])
    expect(lineOf(answer, 'own', 'rubbish').alsoOn).toEqual(['office'])
    expect(lineOf(answer, 'office', 'rubbish')).toMatchObject({
      counts: [],
      alsoOn: ['own'],
      happened: { reported: 0, closed: 0 },
    })
    expect(answer.unlisted).toEqual({
      reported: 2,
      closed: 1,
      // a tier with a list got what is on none
      pushedDown: 1,
      categories: [
        { category: 'other', reported: 1, closed: 1 },
        { category: null, reported: 1, closed: 0 },
      ],
    })
  })

  it('say it in a sentence', async () => {
    const answer = await asked()
    expect(listOf(answer, 'own').finding.en).toBe(
      'Too few to say: 5 closed, 2 of them at the tier of the list (Community).',
    )
    const none = await asked('from=2025-01-01&to=2025-02-01')
    expect(listOf(none, 'joint').finding.zh).toBe('期内没有该清单内的工单结案。')
  })

  it('find the tickets behind every number', async () => {
    expect(await behind('checklist=own&item=rubbish&parting=escalated_though_on_community_list')).toEqual([
      'R2',
      'R6',
    ])
    expect(await behind('checklist=own&item=rubbish')).toEqual(['R1', 'R2', 'R3', 'R4'])
    expect(await behind('checklist=own&parting=solved_at')).toEqual(['R1', 'T1'])
    expect(await behind('parting=solved_below')).toEqual(['P2', 'R3'])
    expect(await behind('parting=solved_above')).toEqual(['P3', 'R2'])
    expect(await behind('parting=solved_beside')).toEqual(['P1', 'W3'])
    expect(await behind('parting=pushed_down')).toEqual(['P2'])
    expect(await behind('checklist=office&parting=other_lead')).toEqual(['W2', 'W3'])
    expect(await behind('checklist=office&item=rubbish&parting=reported')).toEqual([])
    // and the filter's own category narrows it
    expect(await behind('checklist=own&category=toilet')).toEqual(['T1'])
  })

  it('page through them without gap', async () => {
    const page = async (after: string) =>
      TicketPage.parse((await get(`/api/checklists/tickets?${march}&limit=2${after}`)).json)
    const ids: string[] = []
    for (let after = '', pages = 0; pages < 9; pages++) {
      const { tickets, next, total } = await page(after)
      expect(total).toBe(11)
      ids.push(...tickets.map(({ id }) => id))
      if (next === null) break
      after = `&after=${next}`
    }
    expect(new Set(ids).size).toBe(11)
    expect(ids.at(-1)).toBe('R4')
  })

  it('keep to the filter and to the present asked for', async () => {
    const s2 = await asked(`${march}&area=S2`)
    expect(lineOf(s2, 'own', 'rubbish').happened.closed).toBe(1)
    const early = await asked(`${march}&asOf=2026-03-04T00:00:00Z`)
    // R1 T1 R4 were closed by then
    expect(listOf(early, 'own').happened.closed).toBe(3)
    expect(partedOf(listOf(early, 'own')).escalated_though_on_community_list).toBe('0/2')
  })

  it('show fit and partings by area as the measures have them', async () => {
    const { json } = await get(`/api/checklists/areas?level=street&${march}`)
    const answer = ChecklistAreas.parse(json)
    // S1: R1 T1 W1 of R1 R2 R4 T1 P1 P3 W1 W3; S2: W2 of R3 P2 W2
    expect(answer.areas.map(({ code, fit }) => [code, said(fit)])).toEqual([
      ['S1', '3/8'],
      ['S2', '1/3'],
    ])
    expect(answer.areas.map((one) => [one.solvedBelow.value, one.pushedDown.value])).toEqual([
      [0, 1],
      [2, 1],
    ])
    expect(answer.areas[0]?.escalatedThoughOnCommunityList.value).toBe(2)
    expect(said(answer.total)).toBe('4/11')
  })

  it('keep to the scope of the caller', async () => {
    const scoped = appOf(store, {
      now: afterLists,
      access: () => callerOf({ role: 'coordinator', scope: ['S2'], freeText: false }),
    })
    const answer = Checklists.parse((await scoped.get(`/api/checklists?${march}`)).json)
    expect(answer.checklists.map(({ happened }) => happened.closed)).toEqual([1, 1, 1])
    expect(answer.unlisted.reported).toBe(0)
    expect(lineOf(answer, 'office', 'water').happened.coHandlers).toEqual([
      { unit: 'B', named: true, tickets: 0 },
      { unit: 'C', named: false, tickets: 1 },
    ])
    // R3 a minute late
    expect(said(lineOf(answer, 'own', 'rubbish').happened.onTime)).toBe('0/1')
    const { tickets } = TicketPage.parse((await scoped.get(`/api/checklists/tickets?${march}`)).json)
    expect(tickets.map(({ id, title }) => [id, title])).toEqual([
      ['R3', null],
      ['W2', null],
      ['P2', null],
    ])
    const areas = ChecklistAreas.parse((await scoped.get('/api/checklists/areas?level=street')).json)
    expect(areas.areas.map(({ code }) => code)).toEqual(['S2'])
  })

  it('agree with the list that import wrote into the tickets', async () => {
    const answer = await asked('')
    const rows = await store.read(
      sql`SELECT i.id, count(*) AS tickets FROM ticket t JOIN tier i ON i.key = t.list_tier
        WHERE t.status <> 'void' GROUP BY i.id`,
    )
    const written = Object.fromEntries(rows.map(({ id, tickets }) => [String(id), tickets]))
    expect(
      Object.fromEntries(answer.checklists.map(({ tier, happened }) => [tier, happened.reported])),
    ).toEqual(written)
  })

  it.each([
    ['/api/checklists?colour=red', 'colour', 'is not a parameter'],
    ['/api/checklists?from=2026-02-02&to=2026-02-01', 'to', 'after'],
    ['/api/checklists?category=nothing', 'category', 'write one of sanitation'],
    ['/api/checklists?area=nowhere', 'area', 'is unknown'],
    ['/api/checklists/areas', 'level', ''],
    ['/api/checklists/areas?level=planet', 'level', 'write one of district, street'],
    ['/api/checklists/tickets?checklist=nothing', 'checklist', 'write one of own, joint, office'],
    ['/api/checklists/tickets?item=other', 'item', 'write one of sanitation, rubbish, parking, water'],
    ['/api/checklists/tickets?checklist=joint&item=water', 'item', 'write one of parking'],
    ['/api/checklists/tickets?parting=sideways', 'parting', ''],
    ['/api/checklists/tickets?after=xyz', 'after', 'next'],
    ['/api/checklists/tickets?limit=0', 'limit', ''],
    ['/api/mechanisms?level=street', 'level', 'is not a parameter'],
  ])('refuse %s for its %s', async (path, parameter, detail) => {
    const { status, json } = await get(path)
    expect(status).toBe(400)
    const errors = Problem.parse(json).errors ?? []
    expect(errors.map((error) => error.parameter)).toEqual([parameter])
    expect(errors[0]?.detail).toContain(detail)
  })

  it('give each mechanism its measures, and name what the centre does not offer', async () => {
    const answer = Mechanisms.parse((await get(`/api/mechanisms?${march}`)).json)
    expect(answer.reason).toBeNull()
    expect(
      answer.mechanisms.map(({ id, figures, notAvailable }) => ({
        id,
        notAvailable,
        figures: figures.map(({ measure, value, previous }) => [
          measure.id,
          measure.available,
          value,
          previous?.value,
        ]),
      })),
    ).toEqual([
      {
        id: 'discovery',
        notAvailable: ['moon_phase'],
        figures: [
          ['reported', true, 16, undefined],
          ['satisfied_rate', false, null, undefined],
        ],
      },
    ])
  })
})

describe('a centre without checklists', () => {
  it('says so, and is no error', async () => {
    const store = await storeWith(twoStreets)
    const { get } = appOf(store)
    const { status, json } = await get(`/api/checklists?${march}`)
    expect(status).toBe(200)
    const answer = Checklists.parse(json)
    expect(answer).toMatchObject({ checklists: [], onSeveral: [] })
    expect(answer.reason?.en).toContain('no checklists')
    // 18 reported in March less M07 rejected and M08 duplicate
    expect(answer.unlisted.reported).toBe(16)
    const mechanisms = Mechanisms.parse((await get('/api/mechanisms')).json)
    expect(mechanisms).toMatchObject({ mechanisms: [] })
    expect(mechanisms.reason?.zh).toContain('没有')
    await store.close()
  })
})

describe('the checklists of the demo', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']
  const ofMeasures = {
    checklist_fit: 'solved_at',
    escalated_though_on_community_list: 'escalated_though_on_community_list',
    solved_below_list_tier: 'solved_below',
    pushed_down: 'pushed_down',
  } as const

  beforeAll(async () => {
    const now = '2026-08-01T00:00:00+08:00'
    store = await openStore({ file: ':memory:' })
    const pack = fileURLToPath(new URL('../../data/packs/gaoling', import.meta.url))
    await loadPack({ store, pack, clock: clockAt(now) })
    ;({ get } = appOf(store, { now }))
  })
  afterAll(() => store.close())

  const views = [
    '',
    'from=2026-01-01&to=2026-07-01',
    'from=2025-07-01&to=2025-08-01&area=610117001',
    'from=2026-01-01&to=2026-07-01&area=610117001008&source=hotline_12345',
    'from=2026-01-01&to=2026-07-01&asOf=2026-03-10T00:00:00%2B08:00',
  ]

  it.each(views)('sum to the measures, and to the tickets behind them: %s', async (view) => {
    const answer = Checklists.parse((await get(`/api/checklists?${view}`)).json)
    const ids = Object.keys(ofMeasures)
    const measure = ids.map((id) => `measure=${id}`).join('&')
    const figures = Summary.parse((await get(`/api/summary?${measure}&${view}`)).json).measures
    expect(answer.measures).toEqual(figures)
    const lines = answer.checklists.flatMap((list) => list.lines)
    const sum = (of: (one: Checklists['checklists'][number]['lines'][number]) => number) => {
      const total = lines.reduce((total, line) => total + of(line), 0)
      return total
    }
    const counts = {
      checklist_fit: sum(({ happened }) => happened.solvedAt.numerator),
      escalated_though_on_community_list: sum(
        ({ parted }) => parted.escalated_though_on_community_list?.numerator ?? 0,
      ),
      solved_below_list_tier: sum(({ parted }) => parted.solved_below?.numerator ?? 0),
      pushed_down: sum(({ parted }) => parted.pushed_down?.numerator ?? 0) + answer.unlisted.pushedDown,
    }
    expect(counts).toEqual(Object.fromEntries(figures.map(({ id, numerator }) => [id, numerator])))
    const fit = figures.find(({ id }) => id === 'checklist_fit')
    expect(sum(({ happened }) => happened.closed)).toBe(fit?.denominator)
    for (const list of answer.checklists) {
      for (const line of [list, ...list.lines]) {
        const { closed, solvedAt, byTier } = line.happened
        const { solved_below, solved_above, solved_beside } = line.parted
        const unrecorded = byTier.find(({ tier }) => tier === null)?.closed ?? 0
        expect(byTier.reduce((total, one) => total + one.closed, 0)).toBe(closed)
        const placed = [solvedAt, solved_below, solved_above, solved_beside]
        expect(placed.reduce((total, figure) => total + (figure?.numerator ?? 0), unrecorded)).toBe(closed)
      }
      for (const parting of ChecklistTickets.options) {
        const path = `/api/checklists/tickets?limit=1&checklist=${list.id}&parting=${parting}&${view}`
        const { total } = TicketPage.parse((await get(path)).json)
        const { happened, parted } = list
        const shown =
          parting === 'reported' || parting === 'closed'
            ? happened[parting]
            : parting === 'solved_at'
              ? happened.solvedAt.numerator
              : (parted[parting]?.numerator ?? 0)
        expect([list.id, parting, total]).toEqual([list.id, parting, shown])
      }
    }
  })

  it('say a finding in both languages, and name the measure that the pack asks for in vain', async () => {
    const answer = Checklists.parse((await get(`/api/checklists?${views[1]}`)).json)
    for (const { finding } of answer.checklists) {
      expect(finding.en).toMatch(/^[\d,]+ of [\d,]+ closed tickets \([\d.]+%\) were solved at .*\.$/)
      expect(finding.zh).toMatch(/^结案[\d,]+件，由清单层级.*。$/)
    }
    const mechanisms = Mechanisms.parse((await get(`/api/mechanisms?${views[1]}`)).json)
    expect(mechanisms.mechanisms.map(({ id }) => id)).toEqual(['discovery', 'joint_operation', 'empowerment'])
  })
})
