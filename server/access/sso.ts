import * as client from 'openid-client'
import type { SsoPerson } from './accounts.ts'
import { newId } from './secret.ts'
import { personOf, type SsoMap } from './sso-map.ts'

/** The single sign-on of a city: OpenID Connect, by authorization code with PKCE, state and nonce. */
export interface SsoSettings {
  issuer: string
  clientId: string
  /** without one the client is a public one */
  clientSecret: string | undefined
  map: SsoMap
  /** address of this server as browsers reach it, without a slash at its end */
  url: string
}

/** Path that the provider sends people back to. */
export const backPath = '/api/session/sso/back'

const minute = 60_000
/** What somebody may take to log in at the provider. */
const patience = 10 * minute
/** Logins under way that are remembered. */
const most = 1000

interface UnderWay {
  state: string
  nonce: string
  verifier: string
  to: string
  until: number
}

/** Why nobody was let in. */
export type SsoFault = 'expired' | 'refused' | 'no role' | 'no areas' | 'unreachable'

/** A login that could not be ended well; `cause` is for the log. */
export class SsoError extends Error {
  override readonly name = 'SsoError'
  constructor(
    readonly fault: SsoFault,
    cause?: unknown,
  ) {
    super(`the single sign-on let nobody in: ${fault}`, { cause })
  }
}

/** Leads people to the provider and back. Logins under way are kept in memory: after a restart they are begun again. */
export class Sso {
  private readonly underWay = new Map<string, UnderWay>()
  private configuration: Promise<client.Configuration> | undefined

  constructor(private readonly settings: SsoSettings) {}

  /**
   * Begins a login that shall end at the page `to`. Answers the address at the provider, and an id that the browser has to
   * bring back, so that nobody can be logged in as another by an address they were sent.
   */
  async begin(to: string, now: number): Promise<{ address: string; id: string }> {
    const configuration = await this.configured()
    const one = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      to,
      until: now + patience,
    }
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.settings.url}${backPath}`,
      scope: 'openid profile email',
      state: one.state,
      nonce: one.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(one.verifier),
      code_challenge_method: 'S256',
    })
    this.forget(now)
    const id = newId()
    this.underWay.set(id, one)
    return { address: address.href, id }
  }

  /** Ends a login: who it is, and where it shall end. `search` is what the provider added to the address. */
  async end(id: string | undefined, search: string, now: number): Promise<{ person: SsoPerson; to: string }> {
    const one = id === undefined ? undefined : this.underWay.get(id)
    if (id !== undefined) this.underWay.delete(id)
    if (!one || one.until <= now) throw new SsoError('expired')
    const claims = await this.claimsOf(one, search)
    const person = personOf(this.settings.map, this.settings.issuer, claims)
    if (typeof person === 'string') throw new SsoError(person)
    return { person, to: one.to }
  }

  private async claimsOf({ state, nonce, verifier }: UnderWay, search: string) {
    const configuration = await this.configured()
    try {
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(`${this.settings.url}${backPath}${search}`),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      )
      const claims = tokens.claims()
      if (!claims) throw new SsoError('refused')
      // many providers keep what the map asks for out of the token
      const more = configuration.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : {}
      return { ...more, ...claims }
    } catch (cause) {
      throw new SsoError('refused', cause)
    }
  }

  /** The provider's description of itself, fetched when it is first needed and again where that failed. */
  private async configured(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const plain = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    this.configuration ??= client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      { execute: plain, timeout: 10 },
    )
    try {
      return await this.configuration
    } catch (cause) {
      this.configuration = undefined
      throw new SsoError('unreachable', cause)
    }
  }

  private forget(now: number): void {
    for (const [id, { until }] of this.underWay)
      if (until <= now || this.underWay.size >= most) this.underWay.delete(id)
  }
}
