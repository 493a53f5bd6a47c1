import type { World } from './world.ts'

export type StoreName = 'file' | 'redis' | 'postgres'

/** What a fault makes unavoidable: it is shown with a star, and breaks nothing. */
export interface Allowed {
  /** Redemptions after a definite answer that nobody but a dead or sleeping process knew of. */
  afterAnswer?: number
  /** The answer of the provider could reach no durable slot. */
  lost?: true
  /** The refusal was true, or an answer could not reach the store in time. Said with its cause. */
  reauthorize?: 'answer_lost' | 'any'
  /** Until the spending deadline nobody alive can know that the provider has killed the access token. */
  unknowing?: true
}

export interface Fault {
  name: string
  /** One sentence. */
  about: string
  stores: readonly StoreName[]
  /** The stores with which it belongs to the short form. */
  short?: readonly StoreName[]
  allowed?: Allowed
  /** How the connection ends; `emptied`: the server itself dropped what it had. @default 'active' */
  ends?: 'active' | 'forgotten' | 'emptied'
  /** The file store, and the rescue folder too, lie on a small disk that can be filled. */
  disk?: 'store' | 'store and rescue'
  /** Injects the fault, and has taken it back when it returns. @throws when what was to be shown did not come about */
  run(world: World): Promise<void>
}

export const everywhere: readonly StoreName[] = ['file', 'redis', 'postgres']
export const servers: readonly StoreName[] = ['redis', 'postgres']
