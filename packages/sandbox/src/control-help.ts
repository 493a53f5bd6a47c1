import { standardServerNames } from './standard/server-names.ts'

export const controlHelp = `The sandbox: authorization servers emulated, with faults on demand.

/zalo stands for https://oauth.zaloapp.com, https://openapi.zalo.me, https://business.openapi.zalo.me and
https://graph.zalo.me; /zalopay for https://openapi.zalopay.vn, /etelecom for https://api.etelecom.vn, /interits for
https://cpaas.interits.com.
/zoho stands for https://accounts.zoho.com, /zoho/eu for https://accounts.zoho.eu, and /zoho/eu/api for
https://www.zohoapis.eu: so for us eu in au jp ca sa uk cn ae.

GET    /_sandbox/stats                      what became of every grant; tokens by hash only
GET    /_sandbox/clock                      the sandbox's time
POST   /_sandbox/clock                      {"advance": 3600} seconds
GET    /_sandbox/faults                     faults still to strike
POST   /_sandbox/faults                     {"kind": "answer-lost"}; answers its id
DELETE /_sandbox/faults                     forget them, release all gates
GET    /_sandbox/gates/ID                   how many requests came, and wait
GET    /_sandbox/gates/ID/arrived?count=1   answers once they have come
POST   /_sandbox/gates/ID/release           let them go on
POST   /_sandbox/lifetimes                  {"accessToken": 6, "refreshToken": 60, "code": 5} seconds
POST   /_sandbox/mint                       {"appId": "...", "oaId": "..."}; answers a token pair
POST   /_sandbox/revoke                     {"appId": "...", "oaId": "..."}: the OA removes the app
POST   /_sandbox/dead-token                 {"code": -220}: what the OA API answers to a dead token
GET    /_sandbox/messages                   the messages that the OA API accepted
POST   /_sandbox/zalo-social/mint           {"appId": "...", "userId": "..."}; answers tokens
POST   /_sandbox/zalo-social/revoke         the same: the user removes the app
POST   /_sandbox/zalo-social/lifetimes      {"accessToken": 6, "refreshToken": 60, "code": 5} seconds
POST   /_sandbox/zalopay/code               {"codeChallenge": "...", "muid": "...", "permissions": [], "error": "030501"}:
                                            the mini app asks for a code; without a challenge it makes a pair
POST   /_sandbox/zalopay/mint               {"appId": 1878, "muid": "..."}; answers tokens
POST   /_sandbox/zalopay/revoke             the same: the tokens of a user die
POST   /_sandbox/zalopay/lifetimes          {"accessToken": 6, "refreshToken": 60, "code": 5} seconds
POST   /_sandbox/etelecom/oa                {"oaId": "...", "expiresIn": 86400, "status": "N"}; or "expiresAt", RFC 3339
POST   /_sandbox/etelecom/connect           {"oaId": "..."}: without a consent
POST   /_sandbox/interits/oa                as at eTelecom
POST   /_sandbox/interits/connect           as at eTelecom
GET    /_sandbox/zoho/users                 the accounts, and the data centre of each
POST   /_sandbox/zoho/mint                  {"zuid": "...", "scope": "..."}; answers tokens
POST   /_sandbox/zoho/code                  the same, and "lifetime"; answers a Self Client's code
POST   /_sandbox/zoho/device                {"userCode": "...", "zuid": "...", "decision": "allow"}
POST   /_sandbox/zoho/revoke                {"token": "..."}, or {"zuid": "..."}: the account removes the app
POST   /_sandbox/zoho/lifetimes             {"accessToken": 6, "code": 60} seconds
POST   /_sandbox/zoho/limits                {"refreshesPerWindow": 10, "window": 600}
POST   /_sandbox/zoho/quirks                {"expiresInAs": "milliseconds", "errorStatus": 400}
${standardServerNames.map(standardHelp).join('')}`

function standardHelp(name: string): string {
  const line = (path: string, meaning: string) =>
    `${`POST   /_sandbox/${name}/${path}`.padEnd(44)}${meaning}\n`
  return [
    line('mint', '{"clientId": "...", "account": "..."}; answers tokens'),
    line('revoke', 'the same: the account removes the app'),
    line('lifetimes', '{"accessToken": 6, "refreshToken": 60, "code": 5} seconds'),
  ].join('')
}
