import type { LiveChange } from '@grid/data/contract'
import type { AreaIndex } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { drawnValue } from '../../layers/index.ts'
import { formatNumber, formatShare, formatValue } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { formatClock } from '../../lib/time.ts'
import { arrows, endsOf } from '../../panels/flowEnds.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { WallFigures } from '../../panels/WallFigures.tsx'
import { type WallLine, WallLines, WallPanel } from '../../panels/WallPanel.tsx'
import { crowdsOf } from '../../panels/wallFindings.ts'
import { useSurface } from '../../ui/surface.tsx'
import type { WallScene } from './scenes.ts'
import { crowdArea } from './spots.ts'
import type { WallAnswers } from './useWallAnswers.ts'
import { widestOf } from './widest.ts'

interface Props {
  answers: WallAnswers
  index: AreaIndex
}

/** Lines drawn at most: more than any wall has room for is left to the coordinator's page. */
const mostLines = 12

/** The two panels of a scene. */
export function WallPanels({ scene, ...props }: Props & { scene: WallScene }) {
  if (scene.kind === 'hotspots')
    return (
      <>
        <Crowds {...props} />
        <Warnings {...props} />
      </>
    )
  return (
    <>
      <Figures {...props} />
      {scene.kind === 'deadlines' ? (
        <Units {...props} />
      ) : scene.kind === 'escalation' ? (
        <Flows {...props} />
      ) : (
        <Categories {...props} />
      )}
    </>
  )
}

function Figures({ answers }: Props) {
  const say = useSay()
  return (
    <WallPanel title={say('wall.panel.figures')} waiting={answers.figures.data === undefined}>
      <WallFigures figures={answers.figures.data?.measures ?? []} measures={answers.measures ?? []} />
    </WallPanel>
  )
}

function Categories({ answers }: Props) {
  const say = useSay()
  const { lang } = useSurface()
  const names = useNames()
  const groups = (answers.categories.data?.groups ?? []).slice(0, mostLines)
  const longest = Math.max(1, ...groups.map(({ reported }) => reported))
  const lines = groups.map(
    ({ key, reported, share }): WallLine => ({
      key: key ?? '',
      name: key === null ? say('wall.category.none') : names.of('category', key),
      values: [formatNumber(reported, lang), formatShare(share, lang, 0)],
      part: reported / longest,
    }),
  )
  return (
    <WallPanel title={say('wall.panel.categories')} waiting={answers.categories.data === undefined}>
      <WallLines lines={lines} empty={say('wall.none')} />
    </WallPanel>
  )
}

function ByArea({ answers, index }: Props) {
  const say = useSay()
  const { lang } = useSurface()
  const { measure } = answers
  const answer = answers.byArea.data
  const known = measure && answer?.measure.id === measure.id ? answer : undefined
  const rates = known?.smoothing && { drawn: 'smoothed' as const, smoothing: known.smoothing }
  const areas = (known?.areas ?? [])
    .map((figure) => ({ figure, value: drawnValue(figure, rates) }))
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
    .slice(0, mostLines)
  const longest = Math.max(...areas.map(({ value }) => value ?? 0), 0)
  const lines = areas.map(
    ({ figure, value }): WallLine => ({
      key: figure.code,
      name: areaName(index, figure.code, lang),
      values: [formatValue(value, measure?.unit ?? 'tickets', lang)],
      detail: figure.smallNumber ? say('wall.small', { n: formatNumber(figure.n, lang) }) : undefined,
      part: longest > 0 ? (value ?? 0) / longest : 0,
    }),
  )
  return (
    <WallPanel
      title={say('wall.panel.areas', { measure: measure ? nameIn(measure.label, lang) : '' })}
      waiting={known === undefined}
    >
      <WallLines lines={lines} empty={say('wall.none')} />
    </WallPanel>
  )
}

/** Who hands most to whom, which the map shows too; the areas where no log tells it. */
function Flows(props: Props) {
  const matrix = props.answers.flows.data
  const say = useSay()
  const { lang } = useSurface()
  const links = matrix ? widestOf(matrix) : []
  const [widest] = links
  if (!matrix || !widest) return <ByArea {...props} />
  const ends = endsOf(matrix, lang, say)
  const lines = links.slice(0, mostLines).map(
    ({ from, to, handOffs, direction, waiting }): WallLine => ({
      key: `${from} ${to}`,
      name: `${ends.nameOf(from)} → ${ends.nameOf(to)}`,
      detail: [
        `${arrows[direction]} ${say(`flow.direction.${direction}`)}`,
        ...(waiting.median === null
          ? []
          : [say('wall.flows.waited', { hours: formatNumber(waiting.median, lang, 1) })]),
      ].join(' · '),
      values: [formatNumber(handOffs, lang)],
      part: handOffs / widest.handOffs,
    }),
  )
  return (
    <WallPanel title={say('wall.panel.flows')}>
      <WallLines lines={lines} empty={say('wall.none')} />
    </WallPanel>
  )
}

function Units({ answers }: Props) {
  const say = useSay()
  const { lang } = useSurface()
  const names = useNames()
  const groups = (answers.units.data?.groups ?? [])
    .map(({ key, measures }) => {
      const value = (id: string) => measures.find((one) => one.id === id)?.value ?? 0
      return { key, overdue: value('overdue'), soon: value('due_soon') }
    })
    .filter(({ overdue, soon }) => overdue > 0 || soon > 0)
    .toSorted((a, b) => b.overdue - a.overdue || b.soon - a.soon)
    .slice(0, mostLines)
  const longest = Math.max(1, ...groups.map(({ overdue }) => overdue))
  const lines = groups.map(
    ({ key, overdue, soon }): WallLine => ({
      key: key ?? '',
      name: key === null ? say('wall.unit.none') : names.of('unit', key),
      values: [formatNumber(overdue, lang), formatNumber(soon, lang)],
      part: overdue / longest,
      tone: overdue > 0 ? 'overdue' : undefined,
    }),
  )
  return (
    <WallPanel title={say('wall.panel.units')} waiting={answers.units.data === undefined}>
      <WallLines
        lines={lines}
        columns={[say('wall.overdue'), say('wall.dueSoon')]}
        empty={say('wall.none')}
      />
    </WallPanel>
  )
}

function Crowds({ answers, index }: Props) {
  const say = useSay()
  const { lang } = useSurface()
  const crowds = crowdsOf(answers.hotspots.data?.cells ?? [], crowdArea(index)).slice(0, mostLines)
  const lines = crowds.map(
    ({ area, around, expected }): WallLine => ({
      key: area ?? '',
      name: area === null ? say('wall.area.none') : areaName(index, area, lang),
      detail: say('wall.hot.line', {
        n: formatNumber(around, lang),
        expected: formatNumber(expected, lang, 1),
      }),
      values: [],
    }),
  )
  return (
    <WallPanel title={say('wall.panel.hot')} waiting={answers.hotspots.data === undefined}>
      <WallLines lines={lines} empty={say('wall.none')} />
    </WallPanel>
  )
}

function Warnings({ answers, index }: Props) {
  const say = useSay()
  const { lang } = useSurface()
  const names = useNames()
  const answer = answers.warnings.data
  const open = (answer?.warnings ?? []).filter(({ state }) => state !== 'dismissed').slice(0, mostLines)
  const lines = open.map((warning): WallLine => {
    const area = warning.areas.at(-1)?.code
    const about = warning.category === null ? say('warning.all') : names.of('category', warning.category)
    return {
      key: warning.id,
      name:
        area === undefined ? about : `${about} · ${areaName(index, crowdArea(index)(area) ?? area, lang)}`,
      detail: say('wall.warning.line', {
        days: say('wall.warning.days', { count: warning.days, n: formatNumber(warning.days, lang) }),
        n: formatNumber(warning.observed, lang),
        expected: formatNumber(warning.expected, lang, 1),
      }),
      values: [],
    }
  })
  const empty =
    answer?.note?.[lang] ?? say(answer?.state === 'computing' ? 'wall.warnings.computing' : 'wall.none')
  return (
    <WallPanel title={say('wall.panel.warnings')} waiting={answer === undefined}>
      <WallLines lines={lines} empty={empty} />
    </WallPanel>
  )
}

/** The tickets that hold the display. */
export function UrgentPanel(props: {
  tickets: readonly LiveChange['ticket'][]
  areaName: (code: string) => string
}) {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const names = useNames()
  const lines = props.tickets.map(
    (ticket): WallLine => ({
      key: ticket.id,
      name: ticket.category === null ? say('wall.category.none') : names.of('category', ticket.category),
      detail: [
        ticket.area === null ? say('wall.area.none') : props.areaName(ticket.area),
        ticket.unit === null ? say('wall.unit.none') : names.of('unit', ticket.unit),
      ].join(' · '),
      values: [formatClock(ticket.reported_at, timeZone, lang)],
    }),
  )
  return (
    <WallPanel title={say('wall.scene.urgent')}>
      <WallLines lines={lines} empty={say('wall.none')} />
    </WallPanel>
  )
}
