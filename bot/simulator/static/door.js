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
  return act(person, "file", form({ kind, chat, caption: caption || "", ...more }, { file }));
}

// Files that are sent at once.
export function sendAlbum(person, chat, { kind, files, caption, ...more }) {
  const kinds = files.map(() => kind).join();
  const parts = Object.fromEntries(files.map((file, at) => [`file${at}`, file]));
  return act(person, "album", form({ kinds, chat, caption: caption || "", ...more }, parts));
}

function form(values, files) {
  const made = new FormData();
  for (const [name, value] of Object.entries(values)) made.append(name, String(value));
  for (const [name, file] of Object.entries(files)) made.append(name, file, file.name);
  return made;
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
