import type { Warning } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSay } from '../../i18n/index.ts'
import { Answer } from '../../panels/Answer.tsx'
import { PlaceDetail } from '../../panels/PlaceDetail.tsx'
import { PlaceList } from '../../panels/PlaceList.tsx'
import { RepeatDetail, RepeatList } from '../../panels/Repeats.tsx'
import { SpotFrame } from '../../panels/SpotFrame.tsx'
import styles from '../../panels/Spots.module.css'
import { areaName } from '../../panels/useNames.ts'
import { WarningDetail } from '../../panels/WarningDetail.tsx'
import { shownWarnings, WarningList } from '../../panels/WarningList.tsx'
import { Message } from '../../ui/Message.tsx'
import { useLang } from '../../ui/surface.tsx'
import type { View } from '../../view/fields.ts'
import { searchFor, useView } from '../../view/useView.ts'
import type { Near } from './near.ts'
import { aroundPoint } from './near.ts'
import type { AreaPage } from './useAreaPage.ts'
import type { AreaSpots } from './useSpots.ts'

/** What the map shows as a list, and the place that is explained. */
export function SpotsPanel(props: {
  page: AreaPage
  code: string | null
  spots: AreaSpots
  onOpen: (id: string) => void
  onOpenArea: (code: string) => void
  onNear: (near: Near) => void
}): ReactNode {
  const { spots, onOpen, onOpenArea, onNear } = props
  const lang = useLang()
  const { view } = useView()
  const { spot } = view
  const nameOf = (code: string) => areaName(props.page.areas.index, code, lang)
  const named = { nameOf, onOpen, onOpenArea }
  const navigate = useNavigate()
  const list = (code: string | null, patch: Partial<View>) => {
    const search = searchFor(view, { ...patch, tab: 'tickets' })
    void (code === null
      ? navigate({ to: '/area', search })
      : navigate({ to: '/area/$code', params: { code }, search }))
  }
  const { here, around } = props.page.filters
  if (spots.kind === 'hotspots' || spots.kind === 'emerging') {
    const detail = (
      <PlaceDetail
        {...named}
        key={spot}
        id={spot ?? ''}
        hot={spots.hotspots.data}
        over={spots.kind === 'emerging' ? spots.emerging.data : spots.lately.data}
        waiting={spots.kind === 'hotspots' && spots.lately.isLoading}
        filter={spots.filter}
        onFind={({ centre, boundary }) => centre && onNear(aroundPoint(centre, boundary))}
        onList={(patch) => {
          const { from = null, to = null } = spots.filter
          // a place that lies beyond this area is listed where it was compared
          const code = here.area === around.area ? props.code : (around.area?.[0] ?? null)
          list(code, spots.kind === 'emerging' ? { ...patch, from, to } : patch)
        }}
      />
    )
    if (spots.kind === 'hotspots')
      return (
        <Answer asked={spots.hotspots} lines={10} className={styles.panel}>
          {(answer) =>
            spot === null ? (
              <PlaceList shown={{ kind: 'hotspots', answer }} {...named} />
            ) : (
              <div className={styles.scrolled}>{detail}</div>
            )
          }
        </Answer>
      )
    return (
      <Answer asked={spots.emerging} lines={10} className={styles.panel}>
        {(answer) =>
          spot === null ? (
            <PlaceList shown={{ kind: 'emerging', answer }} {...named} />
          ) : (
            <div className={styles.scrolled}>{detail}</div>
          )
        }
      </Answer>
    )
  }
  if (spots.kind === 'warnings')
    return (
      <Answer asked={spots.warnings} lines={10} className={styles.panel}>
        {(all) => {
          if (spot === null) return <WarningList all={all} shown={shownWarnings(all, view)} {...named} />
          const warning = all.warnings.find(({ id }) => id === spot)
          return (
            <div className={styles.scrolled}>
              {warning ? (
                <WarningDetail
                  key={spot}
                  warning={warning}
                  all={all}
                  filter={spots.filter}
                  {...named}
                  onFind={() => onNear(aroundPoint(warning.centre, null, warning.radius))}
                  onList={(patch) => list(holding(warning, props.code), patch)}
                />
              ) : (
                <Gone />
              )}
            </div>
          )
        }}
      </Answer>
    )
  return (
    <Answer asked={spots.repeats} lines={10} className={styles.panel}>
      {(answer) => {
        if (spot === null) return <RepeatList answer={answer} {...named} />
        const place = answer.places.find(({ id }) => id === spot)
        return (
          <div className={styles.scrolled}>
            {place ? (
              <RepeatDetail place={place} {...named} onFind={() => onNear(aroundPoint(place.centre, null))} />
            ) : (
              <Gone />
            )}
          </div>
        )
      }}
    </Answer>
  )
}

/** The area whose page lists all tickets of a warning: the one that is open, else the smallest that holds them. */
function holding({ areas, observed }: Warning, opened: string | null): string | null {
  const whole = areas.filter(({ tickets }) => tickets === observed).map(({ code }) => code)
  return opened === null || whole.includes(opened) ? opened : (whole.at(-1) ?? null)
}

function Gone(): ReactNode {
  const say = useSay()
  return (
    <SpotFrame title={say('spots.gone')} onFind={null}>
      <Message title={say('spots.gone')} detail={say('spots.gone.what')} />
    </SpotFrame>
  )
}
