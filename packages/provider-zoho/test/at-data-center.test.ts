import { describe, expect, it } from 'vitest'
import { atDataCenter } from '../src/sdk/at-data-center.ts'

describe('the address of a call of the SDK', () => {
  it.each([
    ['https://www.zohoapis.com/crm/v8/org', 'https://www.zohoapis.eu', 'https://www.zohoapis.eu/crm/v8/org'],
    [
      'https://content.zohoapis.com/crm/v8/upload',
      'https://www.zohoapis.com.au',
      'https://content.zohoapis.com.au/crm/v8/upload',
    ],
    [
      'https://sandbox.zohoapis.eu/crm/v8/org',
      'https://www.zohoapis.in',
      'https://sandbox.zohoapis.in/crm/v8/org',
    ],
    [
      'http://127.0.0.1:1/zoho/us/api/crm/v8/org',
      'http://127.0.0.1:1/zoho/eu/api',
      'http://127.0.0.1:1/zoho/eu/api/crm/v8/org',
    ],
    // What stands in for Zoho gets the calls that were meant for Zoho, with its tokens.
    [
      'https://www.zohoapis.com/crm/v8/org',
      'http://127.0.0.1:1/zoho/eu/api',
      'http://127.0.0.1:1/zoho/eu/api/crm/v8/org',
    ],
    // Somebody's proxy is not gone round.
    ['https://proxy.example/crm/v8/org', 'https://www.zohoapis.eu', 'https://proxy.example/crm/v8/org'],
    [
      'https://www.zohoapis.com.evil.example/crm',
      'https://www.zohoapis.eu',
      'https://www.zohoapis.com.evil.example/crm',
    ],
    ['https://www.zohoapis.com/crm/v8/org', undefined, 'https://www.zohoapis.com/crm/v8/org'],
  ])('%s of an account at %s is %s', (url, apiDomain, expected) => {
    expect(atDataCenter(url, apiDomain)).toBe(expected)
  })
})
