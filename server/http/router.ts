import type { IncomingMessage } from 'node:http'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Logger } from 'pino'
import type { AccountRecord, Caller, Shown, TokenRecord } from '../access/index.ts'
import type { Clock } from '../clock.ts'
import { badParameters } from '../problems.ts'
import type { Store } from '../store/index.ts'
import { refusals } from './refusals.ts'
import type { Sender } from './sender.ts'

/** What an answer is to a browser: a page of the web, that of the API, or one that brings nothing but this style sheet. */
export type Surface = 'web' | 'docs' | { style: string }

/** What every handler finds on its request. */
export interface Env {
  Bindings: {
    /** of the network; absent where a request is made within the process */
    incoming?: IncomingMessage
    /** came through the control socket, which belongs to whoever may write the database file */
    control?: true
  }
  Variables: {
    store: Store
    clock: Clock
    caller: Caller
    sender: Sender
    /** what the request showed to be let in */
    shown?: Shown
    /** of the login the request is from */
    account?: AccountRecord | undefined
    /** the next value of the login's cookie, where it is time for another */
    renewed?: string | undefined
    /** of the display or key the request is from */
    token?: TokenRecord | undefined
    /** aborted when nobody waits for the answer any more */
    signal: AbortSignal
    requestId: string
    log: Logger
    /** what the answer is to a browser; data where nothing is said */
    surface?: Surface
  }
}

/** A room's routes; parameters that do not fit their schema are refused by name. */
export function router(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw badParameters(refusals(result.error))
    },
  })
}
