import type { SdkStoreClass, SdkTokenClass } from '../src/sdk/index.ts'

/** What the tests use of an SDK; the JavaScript one has no types. */
export interface Sdk {
  OAuthToken: SdkTokenClass
  /** Undefined: only a type. */
  TokenStore: SdkStoreClass | undefined
  /** Initializes the SDK for the whole process. */
  initialize(parts: { base: string; token: object; store: object; folder: string }): Promise<void>
  organization(): Promise<{ statusCode: number; name?: string; problem?: string }>
  /** A call with a body and a parameter. */
  createTag(name: string): Promise<{ statusCode: number }>
}

// biome-ignore lint/suspicious/noExplicitAny: the modules of two SDKs, one of them without types
type Loose = any

/** Both export the same parts under the same names. */
export async function loadSdk(kind: 'javascript' | 'typescript'): Promise<Sdk> {
  const sdk: Loose =
    kind === 'typescript'
      ? await import('@zohocrm/typescript-sdk-8.0')
      : // @ts-expect-error the JavaScript SDK has no types
        await import('@zohocrm/nodejs-sdk-8.0')
  const { OAuthToken, InitializeBuilder, Initializer, DataCenter, ParameterMap, Org, Tags } = sdk
  return {
    OAuthToken,
    TokenStore: sdk.TokenStore.TokenStore,
    async initialize({ base, token, store, folder: resourcePath }) {
      // It remembers every user of the process, and with them the ports of other tests.
      Initializer.LOCAL.clear()
      const accounts = 'http://127.0.0.1:9/nobody/listens/here'
      const environment = DataCenter.setEnvironment(base, accounts, base)
      const builder = await new InitializeBuilder()
      await builder.environment(environment).token(token).store(store).resourcePath(resourcePath).initialize()
    },
    async organization() {
      const answer = await new Org.OrgOperations().getOrganization()
      const object = answer.getObject()
      const [org] = object?.getOrg?.() ?? []
      const problem = object?.getCode?.()?.getValue?.()
      return {
        statusCode: answer.getStatusCode(),
        ...(org && { name: org.getCompanyName() }),
        ...(problem && { problem }),
      }
    },
    async createTag(name) {
      const tag = new Tags.Tag()
      tag.setName(name)
      const body = new Tags.BodyWrapper()
      body.setTags([tag])
      const parameters = new ParameterMap()
      await parameters.add(Tags.CreateTagsParam.MODULE, 'Leads')
      const answer = await new Tags.TagsOperations().createTags(body, parameters)
      return { statusCode: answer.getStatusCode() }
    },
  }
}
