/** The frame of every page of the sandbox. `title` and `vendor` are ours and stand as they are. */
export function htmlPage({
  title,
  vendor,
  content,
}: {
  title: string
  vendor: string
  content: string
}): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · ${vendor} sandbox</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1b2733 }
h1 { font-size: 1.4rem } small { display: block; color: #5b6b7b }
fieldset { border: 1px solid #cfd8e3; border-radius: 8px; padding: .5rem 1rem; margin: 1rem 0 }
label { display: flex; gap: .75rem; align-items: center; padding: .5rem 0 }
button { font: inherit; padding: .5rem 1.5rem; border: 1px solid #0068ff; border-radius: 8px; background: #0068ff;
  color: #fff; cursor: pointer } button small { color: inherit } .plain { background: #fff; color: #0068ff }
.banner { background: #fff4ce; padding: .5rem 1rem; border-radius: 8px } code { overflow-wrap: anywhere }
</style></head><body>
<p class="banner">Máy chủ giả lập, không phải ${vendor} <small>An emulation: this is not ${vendor}</small></p>
${content}
</body></html>`
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
