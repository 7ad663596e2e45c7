import type { LayerProperty } from '@grid/data/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Feature } from 'geojson'
import { useEffect, useMemo, useRef } from 'react'
import { useSay } from '../i18n/index.ts'
import type { LayerFeatures } from '../layers/index.ts'
import { featureValue } from '../lib/featureValue.ts'
import { formatNumber } from '../lib/format.ts'
import { localeOf, nameIn } from '../lib/lang.ts'
import { Message } from '../ui/Message.tsx'
import { useSurface } from '../ui/surface.tsx'
import { featureClassName, featureWord } from './featureNames.ts'
import styles from './PlanTable.module.css'
import { SortHead } from './PlanTable.tsx'
import { sortOf } from './planRows.ts'

const rowHeight = 33

/** All features of a layer as lines to sort and choose; only those in sight are in the page. */
export function FeatureTable(props: {
  title: string
  features: LayerFeatures
  old: boolean
  chosen: string | null
  hovered: string | undefined
  /** where the feature pointed at was pointed at: the table follows the map alone */
  hoveredOn: 'map' | 'table'
  sort: string | null
  onSort: (sort: string | null) => void
  onHover: (id: string | undefined) => void
  onChoose: (id: string) => void
}) {
  const { features, chosen, hovered, hoveredOn } = props
  const { properties } = features
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const box = useRef<HTMLDivElement>(null)
  const sort = sortOf(props.sort)
  const rows = useMemo(() => sorted(features, props.sort, lang), [features, props.sort, lang])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => String(rows[at]?.id ?? at),
    overscan: 10,
  })
  const wanted = hoveredOn === 'map' ? (hovered ?? chosen) : null
  useEffect(() => {
    const at = wanted === null ? -1 : rows.findIndex(({ id }) => String(id) === wanted)
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [wanted, rows, virtual])
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const unplaced = useMemo(() => rows.filter(({ geometry }) => geometry === null).length, [rows])
  const words = { lang, timeZone, yes: say('plan.file.yes'), no: say('plan.file.no') }
  return (
    <div className={styles.panel} data-old={props.old || undefined} aria-busy={props.old}>
      <div className={styles.head}>
        <strong data-count={rows.length}>
          {say('plan.features.count', { count: rows.length, n: formatNumber(rows.length, lang) })}
        </strong>
      </div>
      {features.notes.length > 0 && (
        <ul className={styles.notes}>
          {features.notes.map((note) => (
            <li key={note.en}>{nameIn(note, lang)}</li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? (
        <Message title={say('plan.features.none')} detail={say('plan.features.none.what')} />
      ) : (
        <div ref={box} className={styles.box}>
          <table className={styles.table} aria-label={props.title} aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                {properties.map(({ name, label, kind }, at) => (
                  <SortHead
                    key={name}
                    by={name}
                    name={nameIn(label, lang)}
                    sort={sort}
                    onSort={props.onSort}
                    className={at === 0 ? styles.name : isText(kind) ? styles.words : undefined}
                  />
                ))}
              </tr>
            </thead>
            <tbody onPointerLeave={() => props.onHover(undefined)}>
              <Gap height={before} width={properties.length} />
              {items.map(({ index }) => {
                const row = rows[index]
                const id = String(row?.id)
                return (
                  row && (
                    <tr
                      key={id}
                      aria-rowindex={index + 2}
                      data-code={id}
                      data-picked={chosen === id || undefined}
                      data-hovered={hovered === id || undefined}
                      onPointerEnter={() => props.onHover(id)}
                      onClick={() => props.onChoose(id)}
                    >
                      {properties.map((property, at) => {
                        const text =
                          property === features.shown && !features.classes.breaks
                            ? featureClassName(features, features.classes.classOf(row), say, lang)
                            : (featureWord(features, property, row.properties?.[property.name], say) ??
                              featureValue(row.properties?.[property.name], property.kind, words))
                        return at === 0 ? (
                          <th key={property.name} scope="row" className={styles.name} title={text}>
                            <button
                              type="button"
                              className={styles.open}
                              aria-pressed={chosen === id}
                              onFocus={() => props.onHover(id)}
                              onClick={(event) => {
                                event.stopPropagation()
                                props.onChoose(id)
                              }}
                            >
                              {text}
                            </button>
                          </th>
                        ) : (
                          <td
                            key={property.name}
                            className={isText(property.kind) ? styles.words : undefined}
                          >
                            {text}
                          </td>
                        )
                      })}
                    </tr>
                  )
                )
              })}
              <Gap height={after} width={properties.length} />
            </tbody>
          </table>
        </div>
      )}
      {unplaced > 0 && (
        <p className={styles.foot}>
          {say('plan.features.unplaced', { count: unplaced, n: formatNumber(unplaced, lang) })}
        </p>
      )}
    </div>
  )
}

function isText(kind: LayerProperty['kind']): boolean {
  return kind === 'text' || kind === 'day' || kind === 'instant'
}

function Gap({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    <tr>
      <td colSpan={width} style={{ height, padding: 0 }} />
    </tr>
  )
}

/** In the order asked for; as the layer has them where none is. Nothing stands at the end either way. */
function sorted(
  { features, properties }: { features: readonly Feature[]; properties: readonly LayerProperty[] },
  asked: string | null,
  lang: Parameters<typeof localeOf>[0],
): readonly Feature[] {
  const { by, descending } = sortOf(asked)
  if (asked === null || !properties.some(({ name }) => name === by)) return features
  const text = new Intl.Collator(localeOf(lang), { numeric: true })
  const sign = descending ? -1 : 1
  return features.toSorted((a, b) => {
    const [x, y]: unknown[] = [a.properties?.[by] ?? null, b.properties?.[by] ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return (
      sign * (typeof x === 'number' && typeof y === 'number' ? x - y : text.compare(String(x), String(y)))
    )
  })
}
