import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { resolve } from 'node:path'
import { Problem } from '@grid/data/contract'
import type { z } from 'zod'
import { controlPath } from '../access/index.ts'
import { IntakeError } from '../intake/index.ts'
import { type Store, StoreError } from '../store/index.ts'
import { withDatabase, withNewDatabase } from './database.ts'

interface Answer {
  status: number
  text: string
}

type Fetch = (
  path: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<Answer>

/** Asks the routes of who may come in; throws an IntakeError with what they refuse. */
export type Ask = <Schema extends z.ZodType>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  schema: Schema,
  body?: object,
) => Promise<z.output<Schema>>

/**
 * Runs `work` with the routes of a database: of the server that holds it, through its control socket, else of the database
 * itself. `inside` makes the routes of an open database; with `create` one is made where there is none.
 */
export async function withDoor<T>(
  db: string,
  inside: (
    store: Store,
  ) => Promise<{ request: (path: string, init: RequestInit) => Response | Promise<Response> }>,
  work: (ask: Ask) => Promise<T>,
  { create = false } = {},
): Promise<T> {
  try {
    return await (create ? withNewDatabase : withDatabase)(db, async (store) => {
      const app = await inside(store)
      return await work(
        asking(async (path, init) => {
          const response = await app.request(path, init)
          return { status: response.status, text: await response.text() }
        }),
      )
    })
  } catch (cause) {
    if (!(cause instanceof StoreError) || cause.code !== 'in use') throw cause
    const socket = controlPath(resolve(db))
    if (socket === undefined || !existsSync(socket))
      throw new IntakeError([cause.message, 'Stop the server and try again, or use its page /admin.'], {
        cause,
      })
    return await work(asking((path, init) => through(socket, path, init)))
  }
}

function asking(fetch: Fetch): Ask {
  return async (method, path, schema, body) => {
    const { status, text } = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const told: unknown = JSON.parse(text)
    if (status < 300) return schema.parse(told)
    const { detail, title, errors = [] } = Problem.parse(told)
    const named = errors.map(({ parameter, detail: what }) => `${parameter} ${what}`)
    throw new IntakeError(named.length > 0 ? named : [detail ?? title])
  }
}

function through(
  socketPath: string,
  path: string,
  { method, headers, body }: Parameters<Fetch>[1],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { socketPath, path, method, headers: { ...headers, Host: 'localhost' } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          text += piece
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
