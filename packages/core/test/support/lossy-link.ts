import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a local port that can lose the connections on it: what is written vanishes, and neither side is told. */
export async function lossyLink(port: number) {
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        ends.delete(end)
        near.destroy()
        far.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** Those that there are; new ones work. */
    lose() {
      for (const end of ends) {
        end.unpipe()
        end.resume()
      }
    },
    close() {
      for (const end of ends) end.destroy()
      server.close()
    },
  }
}
