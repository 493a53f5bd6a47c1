/** The class `TokenStore` of the JavaScript SDK; in the TypeScript SDK it is only a type. */
export type SdkStoreClass = new () => object

/**
 * A store for the SDKs that keeps nothing: without one they write a file of tokens beside `node_modules`.
 *
 * @param TokenStore of `@zohocrm/nodejs-sdk-8.0`, which takes no other class
 */
export function zohoSdkStore(TokenStore: SdkStoreClass = Object) {
  return new (class extends TokenStore {
    /** The one that is looked for is the one there is. */
    async findToken<Token>(token: Token): Promise<Token> {
      return token
    }

    async findTokenById(): Promise<null> {
      return null
    }

    async saveToken(): Promise<void> {}

    async deleteToken(): Promise<void> {}

    async getTokens(): Promise<never[]> {
      return []
    }

    async deleteTokens(): Promise<void> {}
  })()
}
