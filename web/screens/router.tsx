import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  Outlet,
  useLocation,
} from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSession } from '../api/index.ts'
import { parseSearch, stringifySearch } from '../view/address.ts'
import { Broken, NoSuchPage } from './Fallbacks.tsx'
import { lazyScreen } from './lazyScreen.tsx'
import { pages } from './pages.ts'
import { Shell, useShownCentre } from './Shell.tsx'

const AreaScreen = lazyScreen(pages.area)
const BriefScreen = lazyScreen(pages.brief)
const PracticeScreen = lazyScreen(pages.practice)
const CompareScreen = lazyScreen(pages.compare)
const FlowScreen = lazyScreen(pages.flows)
const PlanScreen = lazyScreen(pages.plan)
const TicketScreen = lazyScreen(pages.ticket)
const AdminScreen = lazyScreen(pages.admin)
const AuditScreen = lazyScreen(pages.audit)

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NoSuchPage,
})

const index = createRoute({ getParentRoute: () => root, path: '/', component: First })
const whole = createRoute({ getParentRoute: () => root, path: '/area', component: Whole })
const area = createRoute({ getParentRoute: () => root, path: '/area/$code', component: OneArea })
const brief = createRoute({ getParentRoute: () => root, path: '/area/$code/brief', component: OneBrief })
const compare = createRoute({ getParentRoute: () => root, path: '/compare', component: Comparison })
const plan = createRoute({ getParentRoute: () => root, path: '/plan', component: Planner })
const practice = createRoute({
  getParentRoute: () => root,
  path: '/area/$code/practice',
  component: OnePractice,
})
const flows = createRoute({ getParentRoute: () => root, path: '/area/$code/flows', component: FlowsOfArea })
const allFlows = createRoute({ getParentRoute: () => root, path: '/flows', component: FlowsOfAll })
const admin = createRoute({ getParentRoute: () => root, path: '/admin', component: Administration })
const audit = createRoute({ getParentRoute: () => root, path: '/audit', component: AuditScreen })
const ticket = createRoute({ getParentRoute: () => root, path: '/ticket/$id', component: OneTicket })

/** The first page by who is looking: a wall's own, a planner's, or the area they are of. */
function First() {
  const { data: session } = useSession()
  const caller = session?.caller
  const search = parseSearch(useLocation({ select: (location) => location.searchStr }))
  const onWall = caller?.kind === 'display'
  useEffect(() => {
    if (onWall) location.replace('/wall')
  }, [onWall])
  if (!caller || onWall) return null
  if (caller.role === 'planner') return <Navigate to="/plan" search={search} replace />
  const [own, another] = caller.areas
  if (own && !another)
    return <Navigate to="/area/$code" params={{ code: own.code }} search={search} replace />
  return <Home />
}

/** The top of the hierarchy: its one root, or the whole centre where it has many or none. */
function Home() {
  const { roots } = useShownCentre()
  const search = parseSearch(useLocation({ select: (location) => location.searchStr }))
  const [only] = roots
  return only !== undefined && roots.length === 1 ? (
    <Navigate to="/area/$code" params={{ code: only }} search={search} replace />
  ) : (
    <Navigate to="/area" search={search} replace />
  )
}

function Whole() {
  const centre = useShownCentre()
  return centre.roots.length === 1 ? <Home /> : <AreaScreen centre={centre} code={null} />
}

function OneArea() {
  return <AreaScreen centre={useShownCentre()} code={area.useParams().code} />
}

function OneBrief() {
  return <BriefScreen centre={useShownCentre()} code={brief.useParams().code} />
}

function Comparison() {
  return <CompareScreen centre={useShownCentre()} />
}

function Planner() {
  return <PlanScreen centre={useShownCentre()} />
}

function OnePractice() {
  return <PracticeScreen centre={useShownCentre()} code={practice.useParams().code} />
}

function FlowsOfArea() {
  return <FlowScreen centre={useShownCentre()} code={flows.useParams().code} />
}

function FlowsOfAll() {
  return <FlowScreen centre={useShownCentre()} code={null} />
}

function Administration() {
  return <AdminScreen centre={useShownCentre()} />
}

function OneTicket() {
  const { id } = ticket.useParams()
  return <TicketScreen key={id} centre={useShownCentre()} id={id} />
}

/** Addresses to screens; queries are read and written by the view alone. */
export const router = createRouter({
  routeTree: root.addChildren([
    index,
    whole,
    area,
    brief,
    compare,
    plan,
    practice,
    flows,
    allFlows,
    ticket,
    admin,
    audit,
  ]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ({ error }) => (
    <Broken error={error instanceof Error ? error : new Error(String(error))} />
  ),
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
