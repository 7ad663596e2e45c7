import type { Centre, TicketRow } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { useMay, type useTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import type { PlanMapHandle } from '../../map/planMapProps.ts'
import { Answer, Failed, FailedLine } from '../../panels/Answer.tsx'
import { Boundaries } from '../../panels/Boundaries.tsx'
import { ExportSheet } from '../../panels/ExportSheet.tsx'
import { FeatureTable } from '../../panels/FeatureTable.tsx'
import { PicturePanel } from '../../panels/PicturePanel.tsx'
import { PlanTable } from '../../panels/PlanTable.tsx'
import { SavedViews } from '../../panels/SavedViews.tsx'
import { TicketList } from '../../panels/TicketList.tsx'
import { Message } from '../../ui/Message.tsx'
import { SideTabs } from '../../ui/SideTabs.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { View } from '../../view/fields.ts'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './PlanScreen.module.css'
import { usePicture } from './usePicture.ts'
import type { Plan } from './usePlan.ts'
import type { PlanLayer } from './usePlanLayer.ts'

const sides = ['table', 'file', 'picture', 'views', 'boundaries'] as const

interface PlanSideProps {
  centre: Centre
  plan: Plan
  shown: PlanLayer
  listed: ReturnType<typeof useTickets>
  map: RefObject<PlanMapHandle | null>
  hovered: { code: string; on: 'map' | 'table' } | undefined
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
  onChoose: (id: string) => void
}

/** Beside the map: its table, its file, its picture, and the views kept. */
export function PlanSide(props: PlanSideProps) {
  const { plan, shown } = props
  const say = useSay()
  const mayExport = useMay('export')
  const { view, setView } = useView()
  const picture = usePicture(props.centre, plan, shown, props.map)
  const panels: Record<View['side'], () => React.ReactNode> = {
    table: () => <Rows {...props} />,
    file: () =>
      !mayExport ? (
        <Message title={say('export.closed')} detail={say('export.closed.what')} />
      ) : plan.level === undefined && view.layer === null ? (
        <Message title={say('area.none')} detail={say('area.none.what')} />
      ) : (
        <ExportSheet
          layer={shown.layer}
          filter={shown.filter}
          options={shown.options}
          before={plan.against}
          picked={plan.picked.size}
        />
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
    boundaries: () => <Boundaries centre={props.centre} index={plan.areas.index} />,
  }
  return (
    <SideTabs
      title={say('plan.side')}
      contentClassName={styles.panel}
      tabs={sides.map((key) => ({ key, label: say(`plan.side.${key}`) }))}
      open={view.side}
      onOpen={(side) => setView({ side }, { replace: true })}
    >
      {panels[view.side]()}
    </SideTabs>
  )
}

/** The rows of the layer looked at: areas, tickets, or the features of any other. */
function Rows(props: PlanSideProps) {
  const { plan, shown, hovered } = props
  const say = useSay()
  const { view, setView } = useView()
  const navigate = useNavigate()
  const openTicket = ({ id }: TicketRow) =>
    navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view) })
  if (view.layer === 'tickets')
    return <TicketList asked={props.listed} index={plan.areas.index} onOpen={openTicket} />
  if (view.layer !== null)
    return (
      <Answer asked={shown.file} lines={12} className={styles.features}>
        {() =>
          shown.features && (
            <FeatureTable
              title={shown.title}
              features={shown.features}
              old={shown.file.isPlaceholderData}
              chosen={view.spot}
              hovered={hovered?.code}
              hoveredOn={hovered?.on ?? 'map'}
              sort={view.sort}
              onSort={(sort) => void setView({ sort }, { replace: true })}
              onHover={props.onHover}
              onChoose={props.onChoose}
            />
          )
        }
      </Answer>
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
