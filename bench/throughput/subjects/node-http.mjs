// What all others are measured by: node:http with a keep-alive Agent, and JSON.parse.
import { Agent, request } from 'node:http'
import { app } from '../app.mjs'
import { bounded } from '../bounded.mjs'

const client = `client_id=${app.clientId}&client_secret=${app.clientSecret}`

export function create({ url, concurrency }) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency, scheduling: 'lifo' })
  const { hostname, port, pathname: path } = new URL(url)
  const refresh = (index) =>
    new Promise((resolve, reject) => {
      const body = `grant_type=refresh_token&refresh_token=refresh-${index}&${client}`
      const headers = {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
      }
      const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => resolve(JSON.parse(text).access_token))
        answer.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return { run: (count) => bounded(count, concurrency, refresh) }
}
