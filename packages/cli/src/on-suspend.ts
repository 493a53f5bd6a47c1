/** Calls `leave` before Ctrl-Z stops this process, and `comeBack` when it goes on. Returns what ends that. */
export function onSuspend(leave: () => void, comeBack: () => void): () => void {
  const suspend = () => {
    leave()
    // As if nobody had listened. Where no shell could continue it, the system passes it over, and it goes on at once.
    process.off('SIGTSTP', suspend)
    process.kill(process.pid, 'SIGTSTP')
    process.on('SIGTSTP', suspend)
    comeBack()
  }
  // Also after a SIGSTOP, of which nobody learns before.
  process.on('SIGCONT', comeBack)
  process.on('SIGTSTP', suspend)
  return () => {
    process.off('SIGCONT', comeBack)
    process.off('SIGTSTP', suspend)
  }
}
