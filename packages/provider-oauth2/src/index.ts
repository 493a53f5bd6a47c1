export { oauth2 } from './oauth2.ts'
export type { ClientAuthMethod, OAuth2Options } from './oauth2-options.ts'
