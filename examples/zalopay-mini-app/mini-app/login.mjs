/**
 * Asks the user of the mini app to log in, and the server for a session.
 *
 * @param {string} server such as https://api.shop.example
 * @param {number} appId as ZaloPay gave it
 * @returns {Promise<{ session: string, name?: string }>} the session is sent as "Authorization: Bearer …"
 */
export async function login(server, appId) {
  const { User } = window.zlpSdk
  const codeVerifier = await User.generateCodeVerifier()
  const codeChallenge = await User.generateCodeChallenge(codeVerifier)
  const { data } = await User.getOauthV1Code({ appId, codeChallenge })
  const answer = await fetch(`${server}/zalopay/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: data.code, codeVerifier }),
  })
  if (!answer.ok) throw new Error('The login failed.')
  return answer.json()
}
