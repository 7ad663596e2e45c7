import type { Session } from '@grid/data/contract'
import { compress } from 'hono/compress'
import { createMiddleware } from 'hono/factory'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Logger } from 'pino'
import { type Admission, hasAccounts, nobody, type Sso } from './access/index.ts'
import { displayRoutes, sessionRoutes } from './access/routes.ts'
import { admissionRoutes } from './admissions/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { areaRoutes } from './areas/routes.ts'
import { Audit } from './audit/index.ts'
import { auditRoutes } from './audit/routes.ts'
import { boundaryRoutes } from './boundaries/routes.ts'
import { centreRoutes } from './centre/routes.ts'
import { checklistRoutes } from './checklists/routes.ts'
import type { Clock } from './clock.ts'
import { effectRoutes } from './effect/routes.ts'
import { logRoutes } from './eventlog/routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { hotspotRoutes } from './hotspots/routes.ts'
import {
  type Declared,
  declaredBy,
  docsRoutes,
  documentOf,
  door,
  type Env,
  failure,
  freshness,
  healthRoutes,
  identification,
  isCompressible,
  messageLimit,
  metering,
  ownPagesOnly,
  paced,
  problemResponse,
  proxiesOf,
  requestLimits,
  router,
  securityHeaders,
  watching,
  webRoutes,
} from './http/index.ts'
import { LiveIntake } from './intake/index.ts'
import { intakeRoutes } from './intake/routes.ts'
import { exportRoutes, layerRoutes } from './layers/routes.ts'
import { LiveFeed } from './live/index.ts'
import { liveRoutes } from './live/routes.ts'
import { Catalogue, type MeasureDefinition, measures } from './measures/index.ts'
import { measureRoutes } from './measures/routes.ts'
import { ogcRoutes } from './ogc/routes.ts'
import { open311Failure, open311Routes } from './open311/routes.ts'
import { repeatRoutes } from './repeats/routes.ts'
import type { Store } from './store/index.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { warningRoutes } from './warnings/routes.ts'

/** What a server is made of. */
export interface House {
  store: Store
  clock: Clock
  access: Admission
  /** the city's single sign-on, where it lets people in too */
  sso?: Sso | undefined
  /** proxies whose word about the asker is taken: addresses and networks */
  proxies?: readonly string[]
  log: Logger
  /** keeps who did what; closed by who opened it, one of its own where none is given */
  audit?: Audit
  /** folder of the built web; the pages say so where there is none */
  web?: string
  /** the measures offered; those of the product where none are named */
  measures?: readonly MeasureDefinition[]
  /** told the live intake, for what sends tickets from within */
  onIntake?: (intake: LiveIntake) => void
  /** origins whose pages may show these in a frame; none where nothing is said */
  framedBy?: readonly string[]
  /** aborted when the server stops: listeners are let go */
  stopping?: AbortSignal
}

/** Every route of the server, ready to be asked. */
export function createApp(house: House) {
  const { store, log, web, access } = house
  const metrics = metering(store)
  const feed = new LiveFeed(house)
  const audit = house.audit ?? new Audit(house)
  const intake = new LiveIntake(store, house.clock, () => {
    feed.changed()
    audit.moved()
  })
  const offered = new Catalogue(house.measures ?? measures)
  const app = router()
  app.use(requestId())
  app.use(metrics.middleware)
  app.use(onRequest(house))
  app.use(securityHeaders(house.framedBy), compress({ contentTypeFilter: isCompressible }))
  app.use(
    requestLimits,
    messageLimit((path) => path.startsWith('/api/boundaries')),
    identification(access, proxiesOf(house.proxies ?? [])),
  )
  app.use(watching(audit), ownPagesOnly)
  app.use(methodNotAllowed({ app, onMethodNotAllowed }))
  app.use(door(() => [...declaredBy(documentOf(app)), ...besideTheDocument]))
  app.on('POST', ['/api/tickets/*', `${open311}/*`], paced(sendingPace))
  app.route('/', healthRoutes(store, metrics))
  app.route(
    '/',
    docsRoutes(() => documentOf(app)),
  )
  const opened = app
    .route(
      '/api',
      sessionRoutes(() => loginOf(house), audit, house.sso),
    )
    .route('/api', admissionRoutes(audit))
  // an endless answer cannot be kept, nor given to several
  app.route('/api', liveRoutes(feed))
  // every look at it adds to it
  const audited = opened.route('/api', auditRoutes(audit))
  // before what keeps whole answers: files are as long as they like
  app.route('/api', logRoutes())
  app.route('/api', exportRoutes(offered))
  app.use('/api/*', freshness())
  app.route('/ogc', ogcRoutes(offered))
  app.onError((error, c) =>
    c.req.path.startsWith(`${open311}/`) ? open311Failure(error, c) : failure(error, c),
  )
  app.notFound((c) => problemResponse(c, 404, `There is nothing at ${c.req.path}.`))
  house.onIntake?.(intake)
  const api = audited
    .route('/api', centreRoutes)
    .route('/api', areaRoutes)
    .route('/api', measureRoutes(offered))
    .route('/api', checklistRoutes(offered))
    .route('/api', intakeRoutes(intake))
    .route('/api', boundaryRoutes)
    .route('/api', ticketRoutes)
    .route('/api', alertRoutes)
    .route('/api', effectRoutes)
    .route('/api', flowRoutes)
    .route('/api', repeatRoutes)
    .route('/api', warningRoutes)
    .route('/api', hotspotRoutes)
    .route('/api', layerRoutes(offered))
  app.route(open311, open311Routes(intake))
  app.route('/', displayRoutes)
  app.route('/', webRoutes(web))
  log.debug({ routes: app.routes.length }, 'the routes are laid')
  return api
}

/** The API as its typed client sees it. */
export type App = ReturnType<typeof createApp>

const open311 = '/open311/v2'

/** Messages of one sender: a minute's worth at once, then ten a second; each may have many rows. */
const sendingPace = { burst: 600, everyMs: 100 }

/** What the OpenAPI document does not tell of, and who may ask it; pages without data are for everybody. */
const besideTheDocument: readonly Declared[] = [
  { methods: ['GET'], path: '/healthz', need: 'open' },
  { methods: ['GET'], path: '/readyz', need: 'open' },
  { methods: ['GET'], path: '/metrics', need: 'oversee' },
  { methods: ['GET'], path: '/api/openapi.json', need: 'open' },
  { methods: ['GET'], path: '/api/docs*', need: 'open' },
  { methods: ['GET'], path: '/api/session/sso', need: 'open' },
  { methods: ['GET'], path: '/api/session/sso/back', need: 'open' },
  { methods: ['GET'], path: '/ogc*', need: 'export' },
  { methods: ['POST'], path: `${open311}/*`, need: 'send' },
  // the standard has its own words for what is not there
  { path: `${open311}/*`, need: 'look' },
  // what nobody has declared is nobody's; the rest are pages, which hold no data
  { path: '/api*', need: 'closed' },
  { path: `${open311}*`, need: 'closed' },
  { path: '/ogc*', need: 'closed' },
  { methods: ['GET'], path: '*', need: 'open' },
]

/** How people log in just now. */
async function loginOf({ access, sso, store }: House): Promise<Session['login']> {
  if (typeof access === 'function') return 'none'
  if (access === 'own machine' && !(await hasAccounts(store))) return 'none'
  return sso ? 'password and sso' : 'password'
}

function onRequest({ store, clock, log }: House) {
  return createMiddleware<Env>(async (c, next) => {
    c.set('store', store)
    c.set('clock', clock)
    c.set('log', log.child({ request: c.var.requestId }))
    // a message is taken to its end, whoever leaves; to ask when costs a request of its own making
    c.set('signal', asks(c.req.method) ? c.req.raw.signal : unbroken)
    // until it is known who it is
    c.set('caller', nobody)
    await next()
    c.var.log.info({ method: c.req.method, path: c.req.path, status: c.res.status }, 'answered')
  })
}

const unbroken = new AbortController().signal

function asks(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function onMethodNotAllowed(c: Parameters<typeof problemResponse>[0], methods: string[]): Response {
  const response = problemResponse(c, 405, `Use ${methods.join(', ')}.`)
  response.headers.set('Allow', methods.join(', '))
  return response
}
