import type { ZaloPayOptions } from './zalopay-options.ts'

type Environment = NonNullable<ZaloPayOptions['environment']>

/** The sandbox is documented for these calls; production is documented for payments, and inferred here. */
const hosts: Readonly<Record<Environment, string>> = {
  sandbox: 'https://sb-openapi.zalopay.vn',
  production: 'https://openapi.zalopay.vn',
}

/** @see https://beta-docs.zalopay.vn/docs/specs/get-access-token */
export function addressesIn(environment: Environment = 'production') {
  const host = hosts[environment]
  return {
    endpoints: {
      token: `${host}/oauth/v1/access_token`,
      // A guess: pages of the vendor describe the call and leave out its path; a copy by somebody else has this one.
      userInfo: `${host}/oauth/user/info`,
    },
    resourceHosts: [host],
  }
}
