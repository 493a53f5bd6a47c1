/** What the judge uses of it: the package brings no types. */
declare module 'oidc-provider' {
  import type { EventEmitter } from 'node:events'
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Model {
    jti: string
    accountId: string
    grantId: string
  }

  export interface Context {
    path: string
    query: Record<string, string | undefined>
    oidc: {
      params: Record<string, string | undefined>
      entities: { RotatedRefreshToken?: Model; RefreshToken?: Model }
    }
  }

  interface Savable {
    save(): Promise<string>
  }

  export class Provider extends EventEmitter {
    constructor(issuer: string, configuration: object)
    Client: { find(id: string): Promise<object | undefined> }
    Grant: new (
      properties: object,
    ) => Savable & { addOIDCScope(scope: string): void }
    RefreshToken: new (
      properties: object,
    ) => Savable
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ params: Record<string, string> }>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
  }
}
