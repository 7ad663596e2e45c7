import type { Centre } from '@grid/data/contract'
import {
  useFlowFront,
  useFlowHops,
  useFlowPaths,
  useFlowPingPong,
  useFlowProblems,
  useFlowTimes,
  useFlowWhatIf,
} from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { Answer } from '../../panels/Answer.tsx'
import { FlowFront } from '../../panels/FlowFront.tsx'
import { FlowHops } from '../../panels/FlowHops.tsx'
import { FlowPathsTable, pathsShown } from '../../panels/FlowPathsTable.tsx'
import { FlowPingPong } from '../../panels/FlowPingPong.tsx'
import { FlowProblems } from '../../panels/FlowProblems.tsx'
import { FlowStages } from '../../panels/FlowStages.tsx'
import { FlowWhatIf } from '../../panels/FlowWhatIf.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { FilterQuery } from '../../view/query.ts'
import styles from './FlowScreen.module.css'
import type { FlowLinks } from './useFlowLinks.ts'

/** Pairs and problem tickets shown. */
const shown = 10

/** The questions below map and diagram, each of the tickets of the view and of the flow chosen in it. */
export function FlowPanels(props: {
  filter: FilterQuery
  by: 'unit' | 'area' | 'tier'
  tiers: Centre['tiers']
  links: FlowLinks
}) {
  const { filter, links } = props
  const say = useSay()
  const paths = useFlowPaths('tier', pathsShown, filter, true)
  const pingPong = useFlowPingPong(props.by === 'tier' ? 'tier' : 'unit', shown, filter, true)
  const times = useFlowTimes(filter, true)
  const hops = useFlowHops(filter, true)
  const front = useFlowFront(filter, true)
  const problems = useFlowProblems(filter, shown, true)
  const whatIf = useFlowWhatIf(filter, true)
  return (
    <div className={styles.pair}>
      <Panel title={say('flow.paths')}>
        <Answer asked={paths} lines={8}>
          {(answer) => <FlowPathsTable answer={answer} onChoose={links.choosePath} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.time')}>
        <Answer asked={times} lines={8}>
          {(answer) => <FlowStages answer={answer} order={props.tiers.map(({ id }) => id)} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.pingpong')}>
        <Answer asked={pingPong} lines={8}>
          {(answer) => <FlowPingPong answer={answer} onChoose={links.choosePair} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.hops')}>
        <Answer asked={hops} lines={8}>
          {(answer) => <FlowHops answer={answer} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.front')}>
        <Answer asked={front} lines={6}>
          {(answer) => <FlowFront answer={answer} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.whatif')}>
        <Answer asked={whatIf} lines={6}>
          {(answer) => <FlowWhatIf answer={answer} />}
        </Answer>
      </Panel>
      <Panel title={say('flow.problems')} className={styles.wide}>
        <Answer asked={problems} lines={6}>
          {(answer) => <FlowProblems answer={answer} />}
        </Answer>
      </Panel>
    </div>
  )
}
