export const controlHelp = `The sandbox: authorization servers emulated, with faults on demand.

/zalo stands for https://oauth.zaloapp.com and https://openapi.zalo.me.

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
`
