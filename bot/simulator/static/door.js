// Requests to the simulator: what people do, and the stream of what happens.
async function post(path, body) {
  const form = body instanceof FormData;
  const response = await fetch(`/sim/${path}`, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).error || response.statusText);
  return response.json();
}

export const state = async () => (await fetch("/sim/state", { cache: "no-store" })).json();
export const arrive = (names) => post("people", names);
export const act = (person, what, body) => post(`people/${person}/${what}`, body);

// `more` tells where in a group the file goes.
export function sendFile(person, chat, { kind, file, caption, ...more }) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind, chat, caption: caption || "", ...more })) form.append(name, String(value));
  form.append("file", file, file.name);
  return act(person, "file", form);
}

// Calls `onEvent` for each event after `number`, and `onLink` with whether the connection stands.
export function follow(number, birth, onEvent, onLink) {
  const stream = new EventSource(`/sim/stream?after=${number}`);
  stream.addEventListener("hello", (message) => {
    if (message.data !== birth) location.reload();
    onLink(true);
  });
  stream.onmessage = (message) => onEvent(JSON.parse(message.data));
  stream.onerror = () => {
    onLink(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  };
}
