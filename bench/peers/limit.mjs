// What nothing in JavaScript can beat: an async function that looks up a Map and compares an expiry.
export const name = 'the limit: a bare async Map look-up with an expiry check'
export const packages = []

export async function make({ grants }) {
  const tokens = new Map(
    grants.map(({ id, accessToken, expiresAt }) => [id, { accessToken, freshUntil: expiresAt }]),
  )
  return {
    async getAccessToken(id) {
      const token = tokens.get(id)
      if (token !== undefined && Date.now() < token.freshUntil) return token.accessToken
      throw new Error('not fresh')
    },
    read: (answer) => answer,
    close() {},
  }
}
