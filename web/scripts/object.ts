/** Sends an objection while an application's public notice runs. */

interface Given {
  readonly address: string;
  readonly sent: string;
  readonly failed: string;
}

const form = document.querySelector<HTMLFormElement>('[data-object]');
const text = form?.querySelector('textarea');
const said = form?.querySelector('[data-said]');
/** Sending again after a lost answer is the same objection. */
const key = crypto.randomUUID();

async function send({ address, sent, failed }: Given, reason: string): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `"${key}"`,
      'accept-language': document.documentElement.lang,
    },
    body: JSON.stringify({ reason }),
  }).catch(() => undefined);
  if (response?.ok) return sent;
  const problem = (await response?.json().catch(() => undefined)) as { detail?: string } | undefined;
  return problem?.detail ?? failed;
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!text || !said) return;
  if (text.value.trim() === '') return text.focus();
  const given = JSON.parse(form.dataset['object'] ?? '') as Given;
  void send(given, text.value).then((words) => {
    said.textContent = words;
    if (words === given.sent) form.querySelector('button')?.setAttribute('disabled', '');
  });
});
