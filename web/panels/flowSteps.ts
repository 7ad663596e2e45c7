import type { FlowDirection, FlowPaths } from '@grid/data/contract'

/** Steps drawn; ways that go on after the last are said to go on. */
export const mostSteps = 6

/** Tickets with a tier at a step of their way. Heights and places in the drawing's own units. */
export interface StepNode {
  /** from 0 */
  step: number
  tier: string
  tickets: number
  /** whose way ends here: done, or still here */
  ended: number
  /** whose way goes on after the last step drawn */
  further: number
  y: number
  height: number
}

/** Tickets that go from one tier to another after a step. */
export interface StepLink {
  step: number
  from: string
  to: string
  tickets: number
  direction: FlowDirection
  /** top of its band at either end */
  fromY: number
  toY: number
  height: number
}

/** A tier's lane, the same at every step, so that up on the screen is up the tiers. */
export interface Lane {
  tier: string
  y: number
  height: number
}

export interface Steps {
  lanes: Lane[]
  steps: number
  nodes: StepNode[]
  links: StepLink[]
  /** tickets drawn; those whose log names no tier, or whose way is folded, are not */
  tickets: number
}

/** Between two lanes, and the least height of a lane that is to be seen. */
const laneGap = 14
const leastLane = 12

/**
 * The ways of tickets through the tiers, step by step, in lanes of the tiers with the highest on top; `height` is that of
 * the whole. `ranks` tells how high a tier stands, those of equal height keep the order of `tiers`.
 */
export function stepsOf(
  paths: FlowPaths['paths'],
  tiers: readonly string[],
  ranks: ReadonlyMap<string, number | null>,
  height: number,
): Steps {
  const nodes = new Map<string, StepNode>()
  const links = new Map<string, StepLink>()
  let tickets = 0
  for (const path of paths) {
    if (path.steps.length === 0) continue
    tickets += path.tickets
    const shown = path.steps.slice(0, mostSteps)
    for (const [step, tier] of shown.entries()) {
      const node = nodeAt(nodes, step, tier)
      node.tickets += path.tickets
      const next = path.steps[step + 1]
      if (next === undefined) node.ended += path.tickets
      else if (step === mostSteps - 1) node.further += path.tickets
      else linkAt(links, step, tier, next, directionOf(ranks, tier, next)).tickets += path.tickets
    }
  }
  const lanes = lanesOf([...nodes.values()], tiers, ranks, height)
  place([...nodes.values()], [...links.values()], lanes)
  const steps = [...nodes.values()].reduce((most, { step }) => Math.max(most, step + 1), 0)
  return { lanes: lanes.lanes, steps, nodes: [...nodes.values()], links: [...links.values()], tickets }
}

function nodeAt(nodes: Map<string, StepNode>, step: number, tier: string): StepNode {
  const key = `${step}\n${tier}`
  const known = nodes.get(key)
  if (known) return known
  const made: StepNode = { step, tier, tickets: 0, ended: 0, further: 0, y: 0, height: 0 }
  nodes.set(key, made)
  return made
}

function linkAt(
  links: Map<string, StepLink>,
  step: number,
  from: string,
  to: string,
  direction: FlowDirection,
): StepLink {
  const key = `${step}\n${from}\n${to}`
  const known = links.get(key)
  if (known) return known
  const made: StepLink = { step, from, to, tickets: 0, direction, fromY: 0, toY: 0, height: 0 }
  links.set(key, made)
  return made
}

/** Whether a step goes up the tiers, down or sideways. */
export function directionOf(
  ranks: ReadonlyMap<string, number | null>,
  from: string,
  to: string,
): FlowDirection {
  const a = ranks.get(from) ?? null
  const b = ranks.get(to) ?? null
  if (a === null || b === null) return 'unknown'
  return b > a ? 'up' : b < a ? 'down' : 'sideways'
}

/** Lanes as high as the most tickets at any step ask for; `scale` is the height of a ticket. */
function lanesOf(
  nodes: readonly StepNode[],
  tiers: readonly string[],
  ranks: ReadonlyMap<string, number | null>,
  height: number,
): { lanes: Lane[]; scale: number } {
  const most = new Map<string, number>()
  for (const { tier, tickets } of nodes) most.set(tier, Math.max(most.get(tier) ?? 0, tickets))
  const order = [...most.keys()].toSorted(
    (a, b) => (ranks.get(b) ?? -1) - (ranks.get(a) ?? -1) || tiers.indexOf(a) - tiers.indexOf(b),
  )
  const sum = [...most.values()].reduce((a, b) => a + b, 0)
  const free = Math.max(0, height - laneGap * (order.length - 1) - leastLane * order.length)
  const scale = sum === 0 ? 0 : free / sum
  let y = 0
  const lanes = order.map((tier): Lane => {
    const lane = { tier, y, height: leastLane + (most.get(tier) ?? 0) * scale }
    y += lane.height + laneGap
    return lane
  })
  return { lanes, scale }
}

/** Nodes in the middle of their lanes, bands at their edges in the order of the other end, highest first. */
function place(
  nodes: readonly StepNode[],
  links: readonly StepLink[],
  { lanes, scale }: { lanes: readonly Lane[]; scale: number },
): void {
  const at = new Map(lanes.map((lane, index) => [lane.tier, { ...lane, index }]))
  for (const node of nodes) {
    const lane = at.get(node.tier)
    node.height = node.tickets * scale
    node.y = lane ? lane.y + (lane.height - node.height) / 2 : 0
  }
  const rank = (tier: string) => at.get(tier)?.index ?? 0
  for (const node of nodes) {
    let out = node.y
    for (const link of links
      .filter(({ step, from }) => step === node.step && from === node.tier)
      .toSorted((a, b) => rank(a.to) - rank(b.to))) {
      link.height = link.tickets * scale
      link.fromY = out
      out += link.height
    }
    let into = node.y
    for (const link of links
      .filter(({ step, to }) => step === node.step - 1 && to === node.tier)
      .toSorted((a, b) => rank(a.from) - rank(b.from))) {
      link.toY = into
      into += link.tickets * scale
    }
  }
}
