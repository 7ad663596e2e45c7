import type { Centre, TicketRow } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { RefObject } from 'react'
import { useLayerSheet, useMay, type useTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import type { PlanMapHandle } from '../../map/PlanMap.tsx'
import { Answer, Failed, FailedLine } from '../../panels/Answer.tsx'
import { ExportPreview } from '../../panels/ExportPreview.tsx'
import { ExportSheet } from '../../panels/ExportSheet.tsx'
import { PicturePanel } from '../../panels/PicturePanel.tsx'
import { PlanTable } from '../../panels/PlanTable.tsx'
import { SavedViews } from '../../panels/SavedViews.tsx'
import { TicketList } from '../../panels/TicketList.tsx'
import { Message } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { fields, type View } from '../../view/fields.ts'
import type { FilterQuery } from '../../view/query.ts'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './PlanScreen.module.css'
import { usePicture } from './usePicture.ts'
import type { Plan } from './usePlan.ts'

const sides = ['table', 'file', 'picture', 'views'] as const

interface PlanSideProps {
  centre: Centre
  plan: Plan
  layer: string
  listed: ReturnType<typeof useTickets>
  map: RefObject<PlanMapHandle | null>
  hovered: { code: string; on: 'map' | 'table' } | undefined
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
}

/** Beside the map: its table, its file, its picture, and the views kept. */
export function PlanSide(props: PlanSideProps) {
  const { plan, layer } = props
  const say = useSay()
  const mayExport = useMay('export')
  const { view, setView } = useView()
  const picture = usePicture(props.centre, plan, props.map)
  const filter: FilterQuery = plan.picked.size > 0 ? { ...plan.filter, area: [...plan.picked] } : plan.filter
  const panels: Record<View['side'], () => React.ReactNode> = {
    table: () => <Rows {...props} filter={filter} />,
    file: () =>
      !mayExport ? (
        <Message title={say('export.closed')} detail={say('export.closed.what')} />
      ) : plan.level === undefined && view.layer === null ? (
        <Message title={say('area.none')} detail={say('area.none.what')} />
      ) : (
        <ExportSheet layer={layer} filter={filter} before={plan.against} picked={plan.picked.size} />
      ),
    picture: () => (
      <PicturePanel
        title={picture.title}
        fileName={picture.fileName}
        draw={picture.draw}
        ready={picture.ready}
      />
    ),
    views: () => <SavedViews />,
  }
  return (
    <section className={styles.side} aria-label={say('plan.side')}>
      <h2 className="visually-hidden">{say('plan.side')}</h2>
      <Tabs
        size="small"
        tabBarGutter={16}
        className={styles.tabs ?? ''}
        classNames={{ header: styles.tabBar ?? '', body: styles.tabBody ?? '', content: styles.panel ?? '' }}
        activeKey={view.side}
        destroyOnHidden
        items={sides.map((key) => ({
          key,
          label: say(`plan.side.${key}`),
          children: key === view.side && panels[key](),
        }))}
        onChange={(key) => setView({ side: fields.side.decode([key]).value }, { replace: true })}
      />
    </section>
  )
}

/** The rows of the layer looked at: areas, tickets, or the first features of any other. */
function Rows(props: PlanSideProps & { filter: FilterQuery }) {
  const { plan, layer, hovered } = props
  const say = useSay()
  const { view, setView } = useView()
  const navigate = useNavigate()
  const other = view.layer !== null && view.layer !== 'tickets'
  const first = useLayerSheet(
    { layer, format: 'geojson', profile: view.profile, filter: props.filter },
    100,
    other,
  )
  const openTicket = ({ id }: TicketRow) =>
    navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view) })
  if (view.layer === 'tickets')
    return <TicketList asked={props.listed} index={plan.areas.index} onOpen={openTicket} />
  if (other)
    return (
      <div className={styles.others}>
        <Answer asked={first} lines={10}>
          {(sheet) => (
            <>
              <p>{say('plan.other')}</p>
              <ExportPreview sheet={sheet} />
            </>
          )}
        </Answer>
      </div>
    )
  const { figures, answer } = plan
  if (!figures.answers[0]) {
    if (figures.error) return <Failed error={figures.error} />
    if (!plan.areas.loading && plan.level === undefined)
      return <Message title={say('area.none')} detail={say('area.none.what')} />
    return <Skeleton lines={12} label={say('state.loading')} />
  }
  return (
    <>
      {figures.error && <FailedLine error={figures.error} kept={true} />}
      {plan.past.error && view.against === 'own' && (
        <FailedLine error={plan.past.error} kept={plan.past.data !== undefined} />
      )}
      <PlanTable
        rows={plan.rows}
        columns={plan.columns}
        compared={plan.change !== undefined}
        old={figures.isPlaceholderData}
        picked={plan.picked}
        hovered={hovered?.code}
        hoveredOn={hovered?.on ?? 'table'}
        sort={view.sort}
        unplaced={answer?.measure.unit === 'tickets' ? answer.unlocated.numerator : 0}
        onSort={(sort) => void setView({ sort }, { replace: true })}
        onHover={props.onHover}
        onPick={props.onPick}
        onPickAll={(pick) => void setView({ pick }, { replace: true })}
        onNarrow={() => void setView({ area: [...plan.picked], pick: [] })}
      />
    </>
  )
}
