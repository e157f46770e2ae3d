// The desk's own API (bot/desk/driver.py) as the page uses it, and the shapes it speaks in.

export type Json = Record<string, any>;

export interface Person {
  id: string;
  name: string;
  real_name: string;
  title: string;
  kind: string;
  is_external: boolean;
  is_bot: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  is_member: boolean;
  is_ext_shared: boolean;
  members: string[];
  with: string | null;
  topic: string;
  last_ts: string | null;
  email: string;
}

export interface Message extends Json {
  ts: string;
  user: string;
  text: string;
  channel: string;
  blocks?: Json[];
  files?: Json[];
  thread_ts?: string;
  reply_count?: number;
  ephemeral: boolean;
  streaming: boolean;
  markdown: string | null;
  chunks: Json[];
  author: Person | null;
}

export interface View extends Json {
  id: string;
  type: "modal" | "home";
  blocks: Json[];
}

export interface Shortcut {
  name: string;
  type: "message" | "global";
  callback_id: string;
  description: string;
}

export interface State {
  seq: number;
  me: Person;
  team: { id: string; name: string };
  people: Person[];
  seats: Person[];
  channels: Channel[];
  views: View[];
  app: {
    name: string;
    bot_user: string | null;
    connected: boolean;
    commands: { command: string; description: string; usage_hint: string }[];
    shortcuts: Shortcut[];
    prompts: { title: string | null; prompts: { title: string; message: string }[] };
    home: View | null;
    dm: string | null;
  };
}

export interface Status {
  channel: string;
  thread_ts: string;
  status: string;
}

export class DeskError extends Error {}

async function asked(path: string, init?: RequestInit): Promise<any> {
  const answer = await fetch(path, init);
  const told = await answer.json().catch(() => ({ message: "The desk has stopped. Start it again: itbot desk" }));
  if (!answer.ok || told.ok === false) throw new DeskError(told.message ?? "That did not work.");
  return told;
}

export const getState = (me: string | null): Promise<State> => asked(`/desk/state${me ? `?as=${me}` : ""}`);

export const getMessages = (me: string, channel: string, thread?: string | null): Promise<{ messages: Message[]; status: Status | null }> =>
  asked(`/desk/messages?as=${me}&channel=${channel}${thread ? `&thread_ts=${thread}` : ""}`);

export const act = (me: string, name: string, rest: Json = {}): Promise<Json> =>
  asked("/desk/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: me, do: name, ...rest }),
  });

export function listen(me: string, since: number, heard: (item: Json) => void, lost: (gone: boolean) => void): () => void {
  const source = new EventSource(`/desk/events?as=${me}&since=${since}`);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.onopen = () => lost(false);
  source.onerror = () => lost(true);
  return () => source.close();
}

export const encoded = (file: File): Promise<Json> =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onerror = () => failed(new DeskError(`${file.name} cannot be read.`));
    reader.onload = () => done({ name: file.name, content_base64: String(reader.result).split(",", 2)[1] ?? "" });
    reader.readAsDataURL(file);
  });
