/** Where accounts of one data centre authorize, and where its APIs answer. */
export interface DataCenter {
  /** Origin of the accounts host. */
  accounts: string
  /** What `api_domain` names: base address of CRM, Books and others. */
  api: string
}

/**
 * By the code that a callback gives as `location`. Documented, but for the API host of `uk` and the accounts host of
 * `ae`, which published clients use. Singapore is in no document of the vendor: `dataCenters` takes it.
 * @see https://zoho.com/accounts/protocol/oauth/multi-dc.html
 */
export const zohoDataCenters = {
  us: { accounts: 'https://accounts.zoho.com', api: 'https://www.zohoapis.com' },
  eu: { accounts: 'https://accounts.zoho.eu', api: 'https://www.zohoapis.eu' },
  in: { accounts: 'https://accounts.zoho.in', api: 'https://www.zohoapis.in' },
  au: { accounts: 'https://accounts.zoho.com.au', api: 'https://www.zohoapis.com.au' },
  jp: { accounts: 'https://accounts.zoho.jp', api: 'https://www.zohoapis.jp' },
  // Not zoho.ca (documented).
  ca: { accounts: 'https://accounts.zohocloud.ca', api: 'https://www.zohoapis.ca' },
  sa: { accounts: 'https://accounts.zoho.sa', api: 'https://www.zohoapis.sa' },
  uk: { accounts: 'https://accounts.zoho.uk', api: 'https://www.zohoapis.uk' },
  // Run apart: an app of another data centre does not reach its users (documented).
  cn: { accounts: 'https://accounts.zoho.com.cn', api: 'https://www.zohoapis.com.cn' },
  ae: { accounts: 'https://accounts.zoho.ae', api: 'https://www.zohoapis.ae' },
} as const satisfies Record<string, DataCenter>
