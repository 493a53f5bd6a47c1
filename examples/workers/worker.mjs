// @ts-check
import { readFile } from 'node:fs/promises'
import { createTokenManager } from '@oauth-tokens/core'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'

const {
  OA = '', // zalo-oa:579745863508352884
  ZALO_OA_CLIENT_ID: clientId = '',
  ZALO_OA_CLIENT_SECRET: clientSecret = '',
  ZALO_OA_BASE_URL: baseUrl, // unset: the real Zalo
  OAUTH_TOKENS_STORE: store = 'redis://127.0.0.1:6379',
  OAUTH_TOKENS_KEY: key = '', // the same in every worker, on every machine
} = process.env
const [share = 1, workers = 1] = process.argv.slice(2).map(Number)

const api = baseUrl ?? 'https://openapi.zalo.me'
const tokens = createTokenManager({
  store,
  encryptionKeys: [key],
  providers: [zaloOa({ clientId, clientSecret, baseUrl })],
})

const recipients = (await readFile('recipients.txt', 'utf8')).trim().split('\n')
try {
  for (const to of recipients.filter((_, index) => index % workers === share - 1)) {
    const answer = await tokens.fetch(OA, `${api}/v3.0/oa/message/cs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recipient: { user_id: to }, message: { text: 'Tiệm mở cửa lại từ thứ Hai.' } }),
    })
    const { error, message } = /** @type {{ error: number, message: string }} */ (await answer.json())
    console.log(`worker ${share}: ${to} ${error === 0 ? 'sent' : message}`)
  }
} finally {
  await tokens.close() // waits for a refresh under way: its answer must be saved
}
