import { setTimeout as sleep } from 'node:timers/promises'
import type { Alert } from '@grid/data/contract'
import type { Logger } from 'pino'
import type { Caller } from '../access/index.ts'
import { centreOf, presentOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { type Reach, send } from '../outbound/index.ts'
import type { Store } from '../store/index.ts'
import { addAlerts, dueAlerts, lastOver, noteAttempt, untold } from './log.ts'
import { type Occasion, occasionsOf } from './occasion.ts'
import { signatureOf } from './signature.ts'

/** Milliseconds between two looks. */
const everyMs = 10_000
/** After so many attempts, some ten hours, an alert is given up. */
const mostAttempts = 16
const firstWait = 10_000
const longestWait = 3_600_000

/** What a desk is made of. */
export interface DeskHouse {
  store: Store
  clock: Clock
  log: Logger
  /** what messages are signed with; unsigned without */
  secret: string | undefined
  reach: Reach
}

/** Rules are put to the whole centre, and texts stay inside. */
const observer: Caller = {
  role: 'administrator',
  scope: 'all',
  freeText: false,
  who: { kind: 'local', id: 'alerts', name: 'alerts' },
}

/** Looks at the pack's rules again and again and tells their webhooks; beside intake, which never waits for it. */
export class AlertDesk {
  constructor(private readonly house: DeskHouse) {}

  /** Looks and tells until the signal comes; what fails is tried again the next time. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.look()
        await this.tell()
      } catch (cause) {
        if (!signal.aborted)
          this.house.log.error({ err: cause }, 'the rules of alerts could not be looked at')
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Puts what the rules have to tell now into the log, once each. */
  async look(): Promise<void> {
    const { store, clock, log } = this.house
    const centre = await centreOf(store)
    const now = clock.now()
    const asking = { store, centre, caller: observer, present: presentOf(centre, now) }
    for (const rule of centre.pack.alerts) {
      try {
        const over = rule.on === 'overdue' && (await lastOver(store, rule.id))
        const fresh = await untold(store, rule.id, await occasionsOf(asking, rule, over), now)
        if (fresh.length === 0) continue
        const message = (occasion: Occasion) => ({
          rule: rule.id,
          kind: occasion.kind,
          at: new Date(now).toISOString(),
          asOf: new Date(asking.present).toISOString(),
          centre: centre.pack.id,
          synthetic: centre.pack.synthetic,
          ...occasion.facts,
        })
        const alerts = fresh.map((occasion) => ({ occasion, body: JSON.stringify(message(occasion)) }))
        await addAlerts(store, rule.id, alerts, now)
      } catch (cause) {
        log.error({ err: cause, rule: rule.id }, 'a rule of alerts cannot be looked at')
      }
    }
  }

  /** Sends the alerts that are due, each to the webhook of its rule; one that does not answer keeps no other waiting. */
  async tell(): Promise<void> {
    const { store, clock } = this.house
    const { pack } = await centreOf(store)
    const due = new Map<string | undefined, Alert[]>()
    for (const alert of await dueAlerts(store, clock.now())) {
      const webhook = pack.alerts.find(({ id }) => id === alert.rule)?.webhook
      due.set(webhook, [...(due.get(webhook) ?? []), alert])
    }
    await Promise.all([...due].map(([webhook, alerts]) => this.tellOne(webhook, alerts)))
  }

  /** Sends alerts to one webhook, the oldest first, until it does not answer: the rest waits for the next turn. */
  private async tellOne(webhook: string | undefined, alerts: readonly Alert[]): Promise<void> {
    const { store, clock } = this.house
    for (const alert of alerts) {
      const outcome =
        webhook === undefined
          ? { error: 'the pack has no such rule any more' }
          : await this.post(webhook, alert)
      const now = clock.now()
      const sent = outcome.answered !== undefined && outcome.answered >= 200 && outcome.answered < 300
      const last = webhook === undefined || alert.attempts + 1 >= mostAttempts
      await noteAttempt(store, alert.number, {
        state: sent ? 'sent' : last ? 'given up' : 'waiting',
        at: now,
        nextAt: sent || last ? null : now + waitAfter(alert.attempts + 1),
        answered: outcome.answered ?? null,
        error: sent ? null : (outcome.error ?? `answered ${outcome.answered}`),
      })
      if (webhook !== undefined && outcome.answered === undefined) return
    }
  }

  private async post(
    webhook: string,
    { number, body }: Alert,
  ): Promise<{ answered?: number; error?: string }> {
    const { secret, clock, reach } = this.house
    const headers = {
      'Content-Type': 'application/json',
      // the same for every attempt, so that a receiver takes it once
      'Idempotency-Key': `alert-${number}`,
      ...(secret === undefined ? {} : { 'Grid-Centre-Signature': signatureOf(secret, body, clock.now()) }),
    }
    try {
      const { status } = await send(
        webhook,
        { method: 'POST', headers, body },
        { timeoutMs: 10_000, mostBytes: 1e6, ...reach },
      )
      return { answered: status }
    } catch (cause) {
      return { error: cause instanceof Error ? cause.message : String(cause) }
    }
  }
}

/** Milliseconds until the next attempt: ten seconds after the first, twice as long each time, an hour at the most. */
export function waitAfter(attempts: number): number {
  return Math.min(longestWait, firstWait * 2 ** (attempts - 1))
}
