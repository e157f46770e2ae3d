// One message: who, when, what, its files, its thread, and what can be done with it.

import { useState } from "react";
import type { Json, Message, Person, State } from "./api";
import { Blocks } from "./blocks";
import { useDeeds } from "./doing";
import { Icon } from "./icons";

const COLOURS = ["#8d4f9e", "#2a7f62", "#b3541e", "#2f6ca3", "#a8324b", "#5d6b1f"];

export function Face({ person }: { person: Person | null }) {
  const name = person?.real_name ?? "?";
  const colour = person?.is_bot ? "#1f3a4d" : COLOURS[[...(person?.id ?? "")].reduce((sum, c) => sum + c.charCodeAt(0), 0) % COLOURS.length];
  const letters = person?.is_bot ? "IT" : name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  return <span className="face" style={{ background: colour }} aria-hidden>{letters}</span>;
}

interface Props {
  message: Message;
  state: State;
  open?: (ts: string) => void;
  follows: boolean;
  inThread?: boolean;
}

export function Said({ message, state, open, follows, inThread }: Props) {
  const { perform } = useDeeds();
  const [editing, setEditing] = useState<string | null>(null);
  const mine = message.user === state.me.id && !message.ephemeral;
  const person = message.author;
  const time = new Date(Number(message.ts) * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const at = { channel: message.channel, ts: message.ts };
  return (
    <article className={`said ${follows ? "follows" : ""} ${message.ephemeral ? "whisper" : ""}`} data-ts={message.ts} data-from={person?.name ?? ""}>
      {follows ? <time className="gutter">{time}</time> : <Face person={person} />}
      <div className="body">
        {!follows && (
          <p className="who">
            <b>{person?.real_name ?? "Slackbot"}</b>
            {person?.is_bot && <span className="badge">APP</span>}
            {person?.is_external && <span className="badge out">outside your company</span>}
            <time>{time}</time>
            {message.ephemeral && <em>Only visible to you</em>}
          </p>
        )}
        {editing === null ? <Content message={message} at={at} /> : (
          <form className="editing" onSubmit={(event) => { event.preventDefault(); void perform("edit", { ...at, text: editing }); setEditing(null); }}>
            <textarea value={editing} autoFocus aria-label="Edit the message" onChange={(event) => setEditing(event.target.value)} />
            <button type="submit">Save</button><button type="button" onClick={() => setEditing(null)}>Cancel</button>
          </form>
        )}
        {message.edited && <small className="edited">(edited)</small>}
        {(message.files ?? []).map((file) => <Shared key={file.id} file={file} />)}
        {(message.reactions ?? []).map((one: Json) => <span key={one.name} className="reaction">:{one.name}: {one.count}</span>)}
        {!inThread && (message.reply_count ?? 0) > 0 && (
          <button className="replies" onClick={() => open?.(message.ts)}>{message.reply_count} {message.reply_count === 1 ? "reply" : "replies"} <span>View thread</span></button>
        )}
      </div>
      <menu className="deeds">
        {!inThread && !message.ephemeral && <button title="Reply in thread" aria-label="Reply in thread" onClick={() => open?.(message.thread_ts ?? message.ts)}><Icon of="talk" /></button>}
        {!message.ephemeral && <More message={message} state={state} mine={mine} edit={() => setEditing(message.text)} />}
      </menu>
    </article>
  );
}

function Content({ message, at }: { message: Message; at: Json }) {
  const chunks = message.chunks.filter((one) => one.type === "task_update" || one.type === "plan_update");
  const own: Json[] = message.blocks?.length ? message.blocks : [];
  const told = own.some((one) => one.type === "markdown" && one.text === message.markdown);
  const text = told || (own.length && !message.streaming) ? null : message.markdown ?? message.text;
  return (
    <>
      {chunks.length > 0 && <Blocks blocks={[plan(chunks)]} at={at} />}
      {text && <Blocks blocks={[message.markdown !== null ? { type: "markdown", text } : { type: "section", text: { type: "mrkdwn", text } }]} at={at} />}
      {message.streaming && <span className="writing" aria-label="still writing">▍</span>}
      {own.length > 0 && <Blocks blocks={own} at={at} />}
    </>
  );
}

// The steps that a streamed answer reports, the latest word on each.
function plan(chunks: Json[]): Json {
  const tasks = new Map<string, Json>();
  let title = "Steps";
  for (const one of chunks) {
    if (one.type === "plan_update") title = one.title ?? title;
    else tasks.set(one.id, { ...tasks.get(one.id), ...one, type: "task_card", task_id: one.id, details: rich(one.details), output: rich(one.output) });
  }
  return { type: "plan", title, tasks: [...tasks.values()] };
}

// Steps carry plain words where a card wants rich text.
function rich(words: unknown): unknown {
  if (typeof words !== "string") return words;
  return words ? { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words }] }] } : undefined;
}

function Shared({ file }: { file: Json }) {
  const address = `/desk/files/${file.id}`;
  if (String(file.mimetype).startsWith("image/"))
    return <figure className="picture"><a href={address} target="_blank" rel="noreferrer"><img src={address} alt={file.alt_txt ?? file.title ?? file.name} /></a><figcaption>{file.title ?? file.name}</figcaption></figure>;
  if (file.filetype === "email")
    return <div className="mail"><b><Icon of="mail" /> {file.subject ?? file.title}</b><span>from {file.from?.[0]?.original ?? file.from?.[0]?.address}</span><pre>{String(file.plain_text ?? "").slice(0, 1200)}</pre></div>;
  return <a className="file" href={address} target="_blank" rel="noreferrer"><Icon of="page" /> <b>{file.name}</b> <small>{Math.max(1, Math.round((file.size ?? 0) / 1024))} KB</small></a>;
}

function More({ message, state, mine, edit }: { message: Message; state: State; mine: boolean; edit: () => void }) {
  const { perform } = useDeeds();
  const [open, setOpen] = useState(false);
  const at = { channel: message.channel, ts: message.ts };
  const pick = (deed: () => void) => () => { setOpen(false); deed(); };
  return (
    <span className="more">
      <button title="More" aria-label="More actions" aria-expanded={open} onClick={() => setOpen(!open)}><Icon of="dots" /></button>
      {open && (
        <ul role="menu" onMouseLeave={() => setOpen(false)}>
          {state.app.shortcuts.filter((one) => one.type === "message").map((one) => (
            <li key={one.callback_id}><button role="menuitem" onClick={pick(() => void perform("message_shortcut", { ...at, callback_id: one.callback_id }))}><Icon of="bolt" /> {one.name}<small>{state.app.name}</small></button></li>
          ))}
          {mine && <li><button role="menuitem" onClick={pick(edit)}>Edit message</button></li>}
          {mine && <li><button role="menuitem" className="danger" onClick={pick(() => void perform("delete", at))}>Delete message</button></li>}
        </ul>
      )}
    </span>
  );
}
