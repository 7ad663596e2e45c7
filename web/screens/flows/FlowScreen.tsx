import { ArrowLeftOutlined } from '@ant-design/icons'
import type { Centre, TicketRow } from '@grid/data/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useEffect, useMemo } from 'react'
import { useFlowPaths, useFlowPingPong, useFlows, useFlowTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { Answer, Failed } from '../../panels/Answer.tsx'
import { Breadcrumb } from '../../panels/Breadcrumb.tsx'
import { FilterBar } from '../../panels/FilterBar.tsx'
import { FlowCover } from '../../panels/FlowCover.tsx'
import { FlowDrawer } from '../../panels/FlowDrawer.tsx'
import { FlowSankey } from '../../panels/FlowSankey.tsx'
import { FlowTable } from '../../panels/FlowTable.tsx'
import { endsOf } from '../../panels/flowEnds.ts'
import { flowFinding } from '../../panels/flowFinding.ts'
import { Notices } from '../../panels/Notices.tsx'
import { areaName } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { withoutFlow } from '../../view/query.ts'
import { searchFor, useView } from '../../view/useView.ts'
import { collectionOf } from '../area/collection.ts'
import { useAreaPage } from '../area/useAreaPage.ts'
import { FlowPanels } from './FlowPanels.tsx'
import styles from './FlowScreen.module.css'
import { FlowStage } from './FlowStage.tsx'
import { noFlow, useFlowLinks } from './useFlowLinks.ts'

/** Ways of the diagram: all there are but in the wildest logs. */
const diagramPaths = 200

/** Who hands what to whom: on the map, step by step, in tables. Of an area, or of the whole centre where `code` is null. */
export function FlowScreen(props: { centre: Centre; code: string | null }) {
  const { centre, code } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const page = useAreaPage(centre, code)
  const { index, byLevel, loading, error } = page.areas
  const known = page.place !== null
  const { here } = page.filters
  // what one chooses from stays whole while a flow is chosen; all else is of the flow's tickets
  const whole = useMemo(() => withoutFlow(here), [here])
  const tiers = useFlows('tier', undefined, whole, known)
  const matrix = useFlows(view.flowBy, undefined, whole, known && view.flowBy !== 'tier')
  const shown = view.flowBy === 'tier' ? tiers : matrix
  const ways = useFlowPaths('tier', diagramPaths, whole, known)
  const pingPong = useFlowPingPong('unit', 1, whole, known)
  const ends = useMemo(() => (shown.data ? endsOf(shown.data, lang, say) : null), [shown.data, lang, say])
  const ranks = useMemo(
    () => new Map(tiers.data?.nodes.flatMap(({ id, rank }) => (id === null ? [] : [[id, rank] as const]))),
    [tiers.data],
  )
  const links = useFlowLinks(ends, shown.data)
  const { flow, flowPath, flowPair } = view
  const chosen = known && (flow.length > 0 || flowPath !== null || flowPair !== null)
  const tickets = useFlowTickets({ path: flowPath, pair: flowPair }, here, chosen)
  const navigate = useNavigate()
  const openTicket = async ({ id }: TicketRow) => {
    await setView({ ticket: id }, { replace: true })
    await navigate({
      to: '/ticket/$id',
      params: { id },
      search: searchFor(view, { flowPath: null, flowPair: null, ticket: null }),
    })
  }
  const outlines = useMemo(
    () =>
      page.place && page.place.areas.length > 0
        ? collectionOf(page.place.areas, byLevel.get(page.place.level ?? ''))
        : undefined,
    [page.place, byLevel],
  )
  const name = code === null ? nameIn(centre.name, lang) : areaName(index, code, lang)
  const finding =
    tiers.data && ways.data ? flowFinding(tiers.data, ways.data, pingPong.data, say, lang) : null
  const title = `${say('flow.title')} · ${name}`
  useEffect(() => {
    document.title = title
  }, [title])
  const search = searchFor(view, { flowPath: null, flowPair: null })
  const told = tiers.data?.cover
  // where nobody has a place, the diagram takes the room of the map
  const mapless = shown.data?.nodes.every(({ place }) => place === null)
  return (
    <main className={styles.page} id="main" tabIndex={-1} data-list={chosen || undefined}>
      <header className={styles.head}>
        {code === null ? (
          <Link to="/area" search={search} className={styles.back}>
            <ArrowLeftOutlined aria-hidden /> {say('flow.back')}
          </Link>
        ) : (
          <Link to="/area/$code" params={{ code }} search={search} className={styles.back}>
            <ArrowLeftOutlined aria-hidden /> {say('flow.back')}
          </Link>
        )}
        {known && (
          <Breadcrumb
            index={index}
            path={page.place?.area?.properties.path ?? []}
            whole={centre.roots.length !== 1}
          />
        )}
        <h1 className={styles.title}>
          <span className={styles.kicker}>{title}</span>
          {finding !== null && <span className={styles.finding}>{finding}</span>}
        </h1>
        {told && <FlowCover cover={told} />}
      </header>
      <Notices notes={page.notes} />
      <FilterBar centre={centre} settled={page.settled} />
      {!known ? (
        error ? (
          <Failed error={error} />
        ) : loading ? (
          <Skeleton lines={14} label={say('state.loading')} />
        ) : (
          <Message
            title={say('area.unknown', { code: code ?? '' })}
            detail={say('area.unknown.what')}
            actions={<Link to="/">{say('app.to-home')}</Link>}
          />
        )
      ) : told && told.told + told.derived === 0 ? (
        <Message title={say('flow.none')} detail={say('flow.none.what')} />
      ) : (
        <>
          <div className={styles.stage} data-mapless={mapless || undefined}>
            <Panel
              title={say('flow.map.title')}
              className={styles.mapPanel}
              actions={
                <Segmented
                  size="small"
                  aria-label={say('flow.by')}
                  value={view.flowBy}
                  options={(['unit', 'area', 'tier'] as const)
                    .filter((by) => by !== 'area' || index.all.length > 0)
                    .map((value) => ({ value, label: say(`flow.by.${value}`) }))}
                  onChange={(flowBy) => setView({ ...noFlow, flowBy })}
                />
              }
            >
              <Answer asked={shown} lines={14} className={styles.map}>
                {(answer) => ends && <FlowStage matrix={answer} ends={ends} links={links} areas={outlines} />}
              </Answer>
            </Panel>
            <Panel title={say('flow.sankey')} className={styles.sankey}>
              <Answer asked={ways} lines={12}>
                {(answer) => (
                  <FlowSankey
                    paths={answer}
                    tiers={centre.tiers}
                    ranks={ranks}
                    isFocused={links.isTierFocused}
                    onPoint={links.pointTiers}
                    onChoose={links.chooseTiers}
                  />
                )}
              </Answer>
            </Panel>
          </div>
          <Panel title={say('flow.table')}>
            <Answer asked={shown} lines={10}>
              {(answer) =>
                ends && (
                  <FlowTable
                    matrix={answer}
                    ends={ends}
                    isFocused={links.isFocused}
                    onPoint={links.point}
                    onChoose={links.choose}
                  />
                )
              }
            </Answer>
          </Panel>
          <FlowPanels filter={here} by={view.flowBy} tiers={centre.tiers} links={links} />
        </>
      )}
      {known && <FlowDrawer asked={tickets} index={index} onClose={links.clear} onOpen={openTicket} />}
    </main>
  )
}
