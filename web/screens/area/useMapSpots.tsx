import { type ReactNode, useMemo } from 'react'
import { type Say, useSay } from '../../i18n/index.ts'
import type { MapSpots } from '../../map/AreaMap.tsx'
import { SpotLegend, SpotLegendWaiting } from '../../panels/SpotLegend.tsx'
import { spotSheet } from '../../panels/SpotRows.ts'
import { spotStops } from '../../panels/SpotStops.ts'
import { SpotTable } from '../../panels/SpotTable.tsx'
import { areaName, useNames } from '../../panels/useNames.ts'
import { Computing, WhyNone } from '../../panels/WarningStanding.tsx'
import { Message } from '../../ui/Message.tsx'
import { useLang } from '../../ui/surface.tsx'
import { useView } from '../../view/useView.ts'
import type { AreaPage } from './useAreaPage.ts'
import type { AreaSpots } from './useSpots.ts'

const keysOf = {
  hotspots: 'spots.keys.cells',
  emerging: 'spots.keys.cells',
  repeats: 'spots.keys.repeats',
  warnings: 'spots.keys.warnings',
} as const

/** How the map shows, walks through and lists what stands in place of figures; undefined while it shows areas. */
export function useMapSpots(
  page: AreaPage,
  spots: AreaSpots,
  onOpen: (id: string) => void,
): MapSpots | undefined {
  const { kind, shown } = spots
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  const { index } = page.areas
  const { spot, only } = view
  const naming = useMemo(
    () => ({
      nameOf: (code: string) => areaName(index, code, lang),
      categoryOf: (id: string) => names.of('category', id),
    }),
    [index, lang, names],
  )
  const stops = useMemo(
    () => (shown ? spotStops(shown, only, say, naming.nameOf, naming.categoryOf) : []),
    [shown, only, say, naming],
  )
  if (kind === 'areas') return undefined
  return {
    shown,
    opened: spot ?? undefined,
    only: only ?? undefined,
    ...naming,
    keys: { label: say(keysOf[kind]), hint: say('spots.keysHint') },
    stops,
    table: shown && <SpotTable {...spotSheet(shown, { say, lang, ...naming })} onOpen={onOpen} />,
    notice: kind === 'warnings' && warningNotice(spots, say),
    legend: (entries) =>
      shown ? (
        <SpotLegend
          shown={shown}
          entries={entries}
          only={only}
          onOnly={(id) => setView({ only: id }, { replace: true })}
        />
      ) : (
        <SpotLegendWaiting kind={kind} failed={spots[kind].isError} />
      ),
    onOpen,
  }
}

/** On the map itself, while it has no warning to draw: that they are being made, or why there are none. */
function warningNotice({ shown, warnings }: AreaSpots, say: Say): ReactNode {
  const all = warnings.data
  if (!all || (shown?.kind === 'warnings' && shown.answer.warnings.length > 0)) return null
  if (all.state === 'computing')
    return <Message title={say('warning.computing.title')} detail={<Computing all={all} />} />
  return <WhyNone all={all} />
}
