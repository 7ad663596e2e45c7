import type { AreaCollection, FlowNode } from '@grid/data/contract'
import { Button } from 'antd'
import { useMemo } from 'react'
import type { FlowMatrix } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { placeNodes } from '../../layers/flow/place.ts'
import type { Tip } from '../../layers/index.ts'
import { formatNumber, formatShare, noValue } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { boxOf } from '../../map/camera.ts'
import { FlowMap, type FlowMapProps } from '../../map/FlowMap.tsx'
import { FlowKey } from '../../panels/FlowSankey.tsx'
import type { FlowEnds } from '../../panels/flowEnds.ts'
import { useNames } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { useLang } from '../../ui/surface.tsx'
import { useView } from '../../view/useView.ts'
import styles from './FlowScreen.module.css'
import type { FlowLinks } from './useFlowLinks.ts'

/** The flows on the map; said in words where nobody has a place. */
export function FlowStage(props: {
  matrix: FlowMatrix
  ends: FlowEnds
  links: FlowLinks
  /** outlines under the flows */
  areas: AreaCollection | undefined
}) {
  const { matrix, ends, links, areas } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  const { placed, strip } = useMemo(
    () => placeNodes(matrix.nodes, boxOf(areas), ({ id }) => ends.nameOf(id)),
    [matrix, areas, ends],
  )
  const number = (value: number) => formatNumber(value, lang)
  const hours = ({ median, p90 }: FlowNode['whole']) =>
    median === null
      ? noValue
      : `${say('flow.hours', { time: formatNumber(median, lang, 1) })} (${formatNumber(p90 ?? 0, lang, 1)})`
  const focused = useMemo(() => {
    const { isFocused } = links
    if (isFocused === null) return null
    return new Set(matrix.links.filter(isFocused).flatMap(({ from, to }) => [from ?? '', to ?? '']))
  }, [links, matrix])
  if (placed.every(({ node }) => node.place === null))
    return (
      <Message
        title={say(matrix.by === 'tier' ? 'flow.map.tiers' : 'flow.map.none')}
        detail={say('flow.map.none.what')}
      />
    )
  const canMove = !matchMedia('(prefers-reduced-motion: reduce)').matches
  const moving = canMove && view.flowMotion === 'on'

  const tipOfFlow: FlowMapProps['tipOfFlow'] = ({ from, to, links, handOffs, direction }): Tip => {
    const one = links.length === 1 ? links[0] : undefined
    return {
      title: `${from.name} → ${to.name}`,
      value: `${number(handOffs)} ${say('flow.handOffs')}`,
      rows: [
        { label: say('flow.way'), text: say(`flow.direction.${direction}`) },
        ...(one
          ? [
              { label: say('flow.tickets'), text: number(one.tickets) },
              { label: say('flow.before'), text: hours(one.before) },
              { label: say('flow.waiting'), text: hours(one.waiting) },
            ]
          : []),
      ],
      notes: one ? [] : [say('flow.map.gathered', { n: number(from.members.length + to.members.length) })],
    }
  }
  const tipOfNode: FlowMapProps['tipOfNode'] = (members): Tip => {
    const [first] = members
    const sum = (of: (node: FlowNode) => number) =>
      number(members.reduce((all, { node }) => all + of(node), 0))
    const tier = first?.node.tier
    return {
      title:
        members.length > 1
          ? members
              .slice(0, 6)
              .map(({ name }) => name)
              .join(', ')
          : (first?.name ?? ''),
      rows: [
        ...(members.length === 1 && tier
          ? [{ label: say('filter.tier'), text: names.of('tier', tier) }]
          : []),
        { label: say('flow.in'), text: sum(({ incoming }) => incoming) },
        { label: say('flow.out'), text: sum(({ outgoing }) => outgoing) },
        { label: say('flow.holding'), text: sum(({ holding }) => holding) },
        ...(members.length === 1 && first
          ? [{ label: say('flow.whole'), text: hours(first.node.whole) }]
          : []),
      ],
      notes: members.length > 1 ? [say('flow.map.gathered', { n: number(members.length) })] : [],
    }
  }
  return (
    <FlowMap
      areas={areas}
      nodes={placed}
      strip={strip}
      links={matrix.links}
      focus={links.isFocused}
      focused={focused}
      moving={moving}
      caption={areas?.caption ? nameIn(areas.caption, lang) : undefined}
      onPoint={links.point}
      onChoose={links.choose}
      tipOfFlow={tipOfFlow}
      tipOfNode={tipOfNode}
    >
      {({ flows, folded, within }) => {
        const shown = flows.reduce((sum, { handOffs }) => sum + handOffs, 0)
        const all = shown + folded.handOffs
        return (
          <div className={styles.mapNotes}>
            <FlowKey />
            <p>
              {say('flow.map.drawn', {
                n: number(flows.length),
                all: number(flows.length + folded.flows),
                share: all === 0 ? noValue : formatShare(shown / all, lang, 0),
                handOffs: number(all),
              })}
              {matrix.folded.handOffs > 0 &&
                ` · ${say('flow.table.untold', { n: number(matrix.folded.links), handOffs: number(matrix.folded.handOffs) })}`}
              {within > 0 && ` · ${say('flow.map.within', { n: number(within) })}`}{' '}
              {canMove && (
                <Button
                  size="small"
                  type="link"
                  onClick={() => setView({ flowMotion: moving ? 'off' : 'on' }, { replace: true })}
                >
                  {say(moving ? 'flow.map.still' : 'flow.map.move')}
                </Button>
              )}
            </p>
          </div>
        )
      }}
    </FlowMap>
  )
}
