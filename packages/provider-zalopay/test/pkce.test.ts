import { describe, expect, it } from 'vitest'
import { zalopayCodeChallenge, zalopayCodeVerifier } from '../src/index.ts'

// The verifier of RFC 7636, appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

describe('a challenge', () => {
  it('is base64url of the hex digest, as in the documented sample', () => {
    const challenge = 'MTNkMzFlOTYxYTFhZDhlYzJmMTZiMTBjNGM5ODJlMDg3NmE4NzhhZDZkZjE0NDU2NmVlMTg5NGFjYjcwZjljMw'
    expect(zalopayCodeChallenge(verifier)).toBe(challenge)
    expect(zalopayCodeChallenge(verifier, 'hex')).toBe(challenge)
  })

  it('has the form of the sample: 86 characters for 64 small hex digits', () => {
    const sample = 'NmNlZTBiNDg3MDU3ZGIyNmIxYTQ5YWFlMmI1NmE4MWVlZWZjYTg2OWM2YWMzOTdmNmRmM2M3YjRiMjNlZWMzNg'
    const form = (challenge: string) => {
      const text = Buffer.from(challenge, 'base64url').toString()
      return [challenge.length, /^[\da-f]{64}$/.test(text)]
    }
    expect(form(sample)).toEqual([86, true])
    expect(form(zalopayCodeChallenge(zalopayCodeVerifier()))).toEqual([86, true])
  })

  it('is that of RFC 7636 when asked for', () => {
    expect(zalopayCodeChallenge(verifier, 'S256')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  })

  it.each(['', 'a b', 'mã', 'a+b/c=', 42])('is not made of %j, and the verifier is not repeated', (wrong) => {
    expect(() => zalopayCodeChallenge(wrong as string)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', code: 'invalid_verifier' }),
    )
  })

  it('has no third form', () => {
    expect(() => zalopayCodeChallenge(verifier, 'plain' as 'hex')).toThrow(/"hex" or "S256"/)
  })
})

describe('a verifier', () => {
  it('is new each time, in the alphabet and length of RFC 7636', () => {
    const made = Array.from({ length: 50 }, zalopayCodeVerifier)
    expect(new Set(made).size).toBe(50)
    for (const each of made) expect(each).toMatch(/^[\w.~-]{43,128}$/)
  })
})
