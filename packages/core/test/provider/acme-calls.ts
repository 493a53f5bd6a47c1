import nock from 'nock'
import { acme } from './acme.ts'

export const tokens = {
  access_token: 'acme-new-access-token',
  refresh_token: 'acme-new-refresh-token',
  token_type: 'Bearer',
}

export const server = () => nock('https://id.acme.example')

export const refresh = (provider = acme(), params = {}, timeout = 5000) =>
  provider.refresh({ refreshToken: 'acme-old-refresh-token', params, timeout })

export const exchange = (provider = acme(), more = {}) =>
  provider.exchange({ code: 'acme-code', timeout: 5000, ...more })
