// @ts-check
import { createTokenManager } from '@oauth-tokens/core'
import { zoho } from '@oauth-tokens/provider-zoho'
import { zohoSdkStore, zohoSdkToken } from '@oauth-tokens/provider-zoho/sdk'
import { InitializeBuilder, OAuthToken, Org, USDataCenter } from '@zohocrm/typescript-sdk-8.0'

const {
  ZOHO_CLIENT_ID: clientId = '',
  ZOHO_CLIENT_SECRET: clientSecret = '',
  ZOHO_BASE_URL: baseUrl, // unset: the real Zoho
  OAUTH_TOKENS_STORE: store = 'file:./tokens',
  OAUTH_TOKENS_KEY: key = '',
} = process.env

const tokens = createTokenManager({
  store,
  encryptionKeys: [key],
  providers: [zoho({ clientId, clientSecret, baseUrl })],
})

// The SDK asks for a token before every call and never refreshes by itself. A call goes to the data centre of its
// account, whatever is named here.
const token = zohoSdkToken(tokens, undefined, { OAuthToken })
const builder = await new InitializeBuilder()
await builder.environment(USDataCenter.PRODUCTION()).token(token).store(zohoSdkStore()).initialize()

/** @param {string} connection */
const organization = (connection) =>
  token.as(connection, async () => {
    const answer = await new Org.OrgOperations().getOrganization()
    const found = answer.getObject()
    if (!(found instanceof Org.ResponseWrapper)) throw new Error(`Zoho answered ${answer.getStatusCode()}`)
    return found.getOrg()[0]?.getCompanyName()
  })

try {
  const ids = []
  for await (const { id } of tokens.connections({ provider: 'zoho' })) ids.push(id)
  const names = await Promise.all(ids.map(organization)) // all accounts at once; they do not disturb each other
  for (const [index, id] of ids.entries()) console.log(`${id}  ${names[index]}`)
} finally {
  await tokens.close()
}
